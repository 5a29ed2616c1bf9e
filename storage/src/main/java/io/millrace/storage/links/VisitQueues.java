package io.millrace.storage.links;

import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.StorageUnavailable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Gathers those who want a visit of the same link at the same time, and takes visits for all of them with one conditional write.
 * Were each to write for itself, all but one would fail in each round, and a crowd would wait for ever.
 */
final class VisitQueues {
    /** How many may wait for visits of one link; beyond that they are told to come again. */
    private static final int MAX_WAITING = 10_000;
    /** How often a write is tried against the gateways that raise the same count. */
    private static final int MAX_ROUNDS = 50;

    /** A conditional write of the count. */
    interface Counter {
        Mono<Raised> raise(LinkKey key, long from, long to);
    }

    /**
     * How that write ended.
     *
     * @param applied whether the count was as believed, and has been raised
     * @param taken the count as it is now
     */
    record Raised(boolean applied, long taken) {}

    private record Waiting(long maxVisits, MonoSink<Boolean> sink) {}

    /** Those who wait for one link; present in the map while a write is under way. */
    private static final class Line {
        private final Queue<Waiting> waiting = new ArrayDeque<>();
        private long believed;
    }

    private final Counter counter;
    private final ConcurrentHashMap<LinkKey, Line> lines = new ConcurrentHashMap<>();

    VisitQueues(Counter counter) {
        this.counter = counter;
    }

    Mono<Boolean> take(LinkKey key, long maxVisits) {
        return Mono.create(sink -> {
            Waiting mine = new Waiting(maxVisits, sink);
            boolean[] leads = new boolean[1];
            boolean[] refused = new boolean[1];
            Line line = lines.compute(key, (k, present) -> {
                Line joined = present == null ? new Line() : present;
                leads[0] = present == null;
                refused[0] = joined.waiting.size() >= MAX_WAITING;
                if (!refused[0]) {
                    joined.waiting.add(mine);
                }
                return joined;
            });
            if (refused[0]) {
                sink.error(new StorageUnavailable(
                        "Too many wait for a visit of the same link", new IllegalStateException("queue full")));
            } else if (leads[0]) {
                serve(key, line);
            }
        });
    }

    /** Serves those who wait, group after group, until nobody does. */
    private void serve(LinkKey key, Line line) {
        List<Waiting> group = new ArrayList<>();
        lines.compute(key, (k, present) -> {
            group.addAll(line.waiting);
            line.waiting.clear();
            return group.isEmpty() ? null : present;
        });
        if (group.isEmpty()) {
            return;
        }
        // A limit may have been edited in between; the lowest that somebody in the group knows is the safe one.
        long maxVisits = group.stream().mapToLong(Waiting::maxVisits).min().orElse(0);
        take(key, line, group.size(), maxVisits, 1)
                .subscribe(
                        granted -> {
                            for (int i = 0; i < group.size(); i++) {
                                group.get(i).sink().success(i < granted);
                            }
                            serve(key, line);
                        },
                        error -> {
                            group.forEach(waiting -> waiting.sink().error(error));
                            serve(key, line);
                        });
    }

    /** Takes up to so many visits and gives how many there were. */
    private Mono<Integer> take(LinkKey key, Line line, int wanted, long maxVisits, int round) {
        long from = line.believed;
        int possible = (int) Math.max(0, Math.min(wanted, maxVisits - from));
        if (possible == 0 && from > 0) {
            return Mono.just(0);
        }
        return counter.raise(key, from, from + possible).flatMap(raised -> {
            line.believed = raised.taken();
            if (raised.applied()) {
                return Mono.just(possible);
            }
            if (round == MAX_ROUNDS) {
                return Mono.error(new StorageUnavailable(
                        "Other gateways kept counting visits of the same link",
                        new IllegalStateException(MAX_ROUNDS + " rounds")));
            }
            return take(key, line, wanted, maxVisits, round + 1);
        });
    }
}
