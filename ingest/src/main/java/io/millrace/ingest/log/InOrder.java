package io.millrace.ingest.log;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Applies the events of one thing one after the other, and those of different things side by side. */
public final class InOrder {
    private InOrder() {}

    /**
     * Applies events in the order of each thing.
     *
     * @param thing what an event is about
     * @param atOnce of how many things events are under way at most
     */
    public static <E, K> Mono<Void> apply(
            List<E> events, Function<E, K> thing, int atOnce, Function<E, Mono<Void>> write) {
        Map<K, List<E>> byThing = events.stream().collect(groupingBy(thing, LinkedHashMap::new, toList()));
        return Flux.fromIterable(byThing.values())
                .flatMap(ofOne -> Flux.fromIterable(ofOne).concatMap(write), atOnce)
                .then();
    }
}
