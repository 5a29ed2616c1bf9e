package io.millrace.gateway.analytics;

import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers questions about the past from stored rollups. */
final class Reports {
    /** Where rollups come from. */
    @FunctionalInterface
    interface Source {
        /** The rollups of a subject that start from {@code from}, {@code to} not included, in any order. */
        Flux<Rollup> between(Subject subject, Grain grain, Instant from, Instant to);
    }

    private final Source source;

    Reports(Source source) {
        this.source = source;
    }

    Mono<Report> report(TelemetryQuery query) {
        Mono<Report> current = tally(query);
        return query.compare() ? current.zipWith(tally(query.previous()), Report::withPrevious) : current;
    }

    /** The stored rollups that the query adds up, without the period before. */
    Flux<Rollup> rollups(TelemetryQuery query) {
        return source.between(
                query.subject(),
                query.grain(),
                query.period().from(),
                query.period().to());
    }

    private Mono<Report> tally(TelemetryQuery query) {
        return rollups(query).collect(() -> new Tally(query), Tally::add).map(Tally::report);
    }
}
