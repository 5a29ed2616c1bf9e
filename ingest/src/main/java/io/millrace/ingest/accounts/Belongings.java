package io.millrace.ingest.accounts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.ingest.expiry.ExpiryTarget.Verdict;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** A kind of thing that accounts own, such as links, as {@link AccountErasure} takes it away. */
public interface Belongings {
    /**
     * Ends what an owner has of this kind, with the events with which its owner would delete it. May be asked any number of
     * times, also after having been stopped half way. Holds a bounded number of things, however many there are.
     *
     * @param at when the account was closed: each thing ended then, however often that is said
     * @param most how many to end at a time
     * @return {@code PURGED} if all have ended, {@code MORE} if some are left for the next time, {@code LOOK_AGAIN} if somebody
     *     changes one at this moment
     */
    Mono<Verdict> end(OwnerId owner, Instant at, int most);

    /** Forgets what told which there were; nothing of that owner is made any more. */
    Mono<Void> forget(OwnerId owner);
}
