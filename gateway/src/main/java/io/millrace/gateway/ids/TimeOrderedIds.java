package io.millrace.gateway.ids;

import io.millrace.gateway.web.Problem;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Gives out ids of posts and files: unique among all gateways, and in the order of time. */
public final class TimeOrderedIds {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final NodeLease lease;
    private final IdClock clock = new IdClock(System::currentTimeMillis);

    TimeOrderedIds(NodeLease lease) {
        this.lease = lease;
    }

    /** The next id; the problem {@code unavailable} while this gateway has no node number or its clock runs wrong. */
    public Mono<Long> next() {
        return Mono.fromSupplier(() -> lease.node().stream()
                .mapToLong(node -> clock.next(node).orElseThrow(TimeOrderedIds::unavailable))
                .findAny()
                .orElseThrow(TimeOrderedIds::unavailable));
    }

    /** Whether ids can be given out now. */
    boolean isReady() {
        return lease.node().isPresent() && clock.isReady();
    }

    private static Problem unavailable() {
        return Problem.unavailable("No id can be given out at this moment; try again", RETRY_AFTER);
    }
}
