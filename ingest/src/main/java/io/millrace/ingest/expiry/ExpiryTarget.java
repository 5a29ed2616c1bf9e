package io.millrace.ingest.expiry;

import io.millrace.ingest.log.Shards;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * A kind of thing that expires. Its projection puts a reminder ({@code DueWrites}) for each moment at which one of them may have
 * to go; the {@link Sweeper} comes back to it then.
 */
public interface ExpiryTarget {
    /** Names the kind in the due table and the metrics, for example {@code links}. */
    String kind();

    /** Who sweeps what: those of the topic that the projection reads. */
    Shards shards();

    /** How long after their time things of this kind are looked at. */
    default Duration grace() {
        return Duration.ZERO;
    }

    /**
     * Looks at one of them and purges it if it is due. May be asked any number of times for the same one, also after having been
     * stopped half way.
     *
     * @param id as in the reminder
     * @param now the moment of which is asked; before the present by {@link #grace()}
     * @return what came of it. An error makes the sweeper come back later
     */
    Mono<Verdict> purge(String id, Instant now);

    /** What came of looking. */
    enum Verdict {
        /** It was due and is purged. */
        PURGED,
        /** It is gone, or its time is another one, for which there is another reminder. */
        NOTHING_DUE,
        /** It cannot be said now, because somebody changes it at this moment. */
        LOOK_AGAIN,
        /** As much as may be purged at a time is; the rest is to follow in the next pass. */
        MORE
    }
}
