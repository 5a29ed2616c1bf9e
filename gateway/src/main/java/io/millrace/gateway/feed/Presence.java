package io.millrace.gateway.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.feed.Seen;
import io.millrace.storage.feed.Reader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Who is there. The log is told about once a day, and again each minute while it still has the reader as away. A reader who was away
 * for long has a feed to which nothing was delivered meanwhile, so for some minutes after that the timelines of all whom they
 * follow are read.
 */
final class Presence {
    private static final Logger log = LoggerFactory.getLogger(Presence.class);
    /** The log is told so many times in the time after which a reader is taken for idle: with fourteen days, each 21 hours. */
    private static final int TOLD_WHILE_IDLE = 16;

    private static final Duration LONGEST_TELL_AGAIN = Duration.ofMinutes(1);
    private static final long MAX_READERS = 500_000;

    /** How long it may take until what was not delivered meanwhile is. */
    static final Duration RECOVERY = Duration.ofMinutes(10);

    /** How long it may take until the recent posts of somebody who is followed from now on are delivered. */
    static final Duration BACK_FILL = Duration.ofMinutes(1);

    private final Function<OwnerId, Mono<Reader>> readers;
    private final Function<Seen, Mono<Void>> events;
    private final Clock clock;
    private final Duration tellAgain;
    private final Cache<OwnerId, Instant> told;
    private final Cache<OwnerId, Instant> recovering;

    /**
     * @param readers what is known of a reader; empty if nothing is
     * @param events appends to the log
     * @param idle how long somebody must have been away for their feed not to be written
     */
    Presence(Function<OwnerId, Mono<Reader>> readers, Function<Seen, Mono<Void>> events, Duration idle, Clock clock) {
        this.readers = readers;
        this.events = events;
        this.clock = clock;
        Duration tell = idle.dividedBy(TOLD_WHILE_IDLE);
        this.tellAgain = tell.compareTo(LONGEST_TELL_AGAIN) < 0 ? tell : LONGEST_TELL_AGAIN;
        this.told = remember(tell, clock);
        this.recovering = remember(RECOVERY, clock);
    }

    private static Cache<OwnerId, Instant> remember(Duration time, Clock clock) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_READERS)
                .expireAfterWrite(time)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** A reader is there: gives those whose timelines are to be read. The log being away does not keep anybody from reading. */
    Mono<Set<OwnerId>> reads(Followees followees) {
        OwnerId reader = followees.reader();
        Instant now = clock.instant();
        boolean asleep = followees.anyAsleep();
        if (asleep) {
            recovering.put(reader, now);
        }
        Instant last = told.getIfPresent(reader);
        if (last != null && !(asleep && last.plus(tellAgain).isBefore(now))) {
            return Mono.just(undelivered(followees, now));
        }
        told.put(reader, now);
        return Mono.when(tell(reader, now), recover(reader, now))
                .then(Mono.fromSupplier(() -> undelivered(followees, now)));
    }

    private Set<OwnerId> undelivered(Followees followees, Instant now) {
        return recovering.getIfPresent(followees.reader()) != null
                ? followees.ways().keySet()
                : followees.undelivered(now.minus(BACK_FILL));
    }

    private Mono<Void> tell(OwnerId reader, Instant now) {
        return events.apply(new Seen(reader, now.truncatedTo(ChronoUnit.MILLIS)))
                .onErrorResume(error -> {
                    log.debug("That {} was there is told later", reader, error);
                    told.invalidate(reader);
                    return Mono.empty();
                });
    }

    /** Another gateway may have seen that they were away. */
    private Mono<Void> recover(OwnerId reader, Instant now) {
        return readers.apply(reader)
                .filter(known -> isLate(known.wokenAt(), now))
                .doOnNext(known -> recovering.put(reader, now))
                .then();
    }

    private static boolean isLate(@Nullable Instant wokenAt, Instant now) {
        return wokenAt != null && wokenAt.plus(RECOVERY).isAfter(now);
    }
}
