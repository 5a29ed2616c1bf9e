package io.millrace.storage;

import java.util.List;
import java.util.function.IntFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Many callers at the same moment. */
public final class Race {
    private Race() {}

    /** Starts all callers at once, and gives what each was told, in their order. */
    public static <T> List<T> of(int callers, IntFunction<Mono<T>> call) {
        List<T> told = Flux.range(0, callers)
                .flatMapSequential(call::apply, callers)
                .collectList()
                .block(TestDatabase.LIMIT);
        if (told == null || told.size() != callers) {
            throw new AssertionError("Only some of " + callers + " callers were told anything: " + told);
        }
        return told;
    }
}
