package io.millrace.gateway.redirect;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How visits of short addresses were answered, counted since the start. Thread-safe. */
final class RedirectCounts {
    /** How a visit was answered. */
    enum Answer {
        /** With a redirect, before the web framework. */
        FAST,
        /** With a redirect, by the ordinary route. */
        ORDINARY,
        UNKNOWN,
        GONE,
        FORBIDDEN,
        UNAVAILABLE
    }

    private final Map<Answer, LongAdder> counts = new EnumMap<>(Answer.class);

    RedirectCounts() {
        for (Answer answer : Answer.values()) {
            counts.put(answer, new LongAdder());
        }
    }

    void count(Answer answer) {
        of(answer).increment();
    }

    /** The counter itself, for those who count often. */
    LongAdder of(Answer answer) {
        LongAdder adder = counts.get(answer);
        if (adder == null) {
            throw new IllegalArgumentException(answer.name());
        }
        return adder;
    }
}
