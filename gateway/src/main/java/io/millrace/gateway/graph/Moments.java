package io.millrace.gateway.graph;

import io.millrace.contracts.graph.GraphEvent;
import io.millrace.gateway.log.GraphListener;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The moments of changes: each later than all before it on this gateway and than all that it was told of, so that whoever saw a
 * change and makes another is not beaten by a clock that is behind. A hybrid logical clock (Kulkarni et al., 2014), in
 * microseconds. A clock that is a minute ahead or more is not followed.
 */
final class Moments implements GraphListener {
    /** What is derived from a change, such as its approval, is some microseconds later; a change is later than those. */
    private static final long STEP = 1_000;

    private static final long MAX_AHEAD = 60_000_000;

    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    Moments(Clock clock) {
        this.clock = clock;
    }

    Instant next() {
        long now = FollowGraph.micros(clock.instant());
        return instant(last.updateAndGet(before -> Math.max(before + STEP, now)));
    }

    @Override
    public void happened(GraphEvent event) {
        long at = FollowGraph.micros(event.at());
        if (at < FollowGraph.micros(clock.instant()) + MAX_AHEAD) {
            last.accumulateAndGet(at, Math::max);
        }
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
