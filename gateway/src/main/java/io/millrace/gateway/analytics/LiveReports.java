package io.millrace.gateway.analytics;

import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.gateway.web.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reports that follow the log. A stream begins with what is stored and then reports again whenever a newer rollup of its
 * subject passes by, at most once in each {@link #PACE}. All who ask the same question at the same time share one stream, and
 * a reader who is slow misses reports in between and never the last.
 */
final class LiveReports {
    /** The shortest time between two reports. */
    static final Duration PACE = Duration.ofMillis(500);

    /** The most rollup starts that one live report keeps in memory; a week of hours is fewer. */
    static final int MAX_POINTS = 200;

    /** How many different questions are followed at once. */
    static final int MAX_STREAMS = 500;

    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Reports reports;
    private final Function<Subject, Flux<Rollup>> tail;
    private final Map<TelemetryQuery, Flux<Report>> streams = new ConcurrentHashMap<>();

    /** @param tail gives the rollups of a subject that are appended to the log from now on */
    LiveReports(Reports reports, Function<Subject, Flux<Rollup>> tail) {
        this.reports = reports;
        this.tail = tail;
    }

    /**
     * Follows a query.
     *
     * @throws Problem if the query has too many points or compares, or as many different questions are followed as may be
     */
    Flux<Report> follow(TelemetryQuery query) {
        Period period = query.period();
        if (query.compare()) {
            throw QueryParser.invalid("compare", "A live report does not compare; the period before no longer changes");
        }
        Duration grain = query.grain() == Grain.HOUR ? Duration.ofHours(1) : Duration.ofDays(1);
        if (Duration.between(period.from(), period.to()).dividedBy(grain) > MAX_POINTS) {
            throw QueryParser.invalid(
                    "from", "A live report covers at most " + MAX_POINTS + " hours, or days with interval=day");
        }
        if (streams.size() >= MAX_STREAMS && !streams.containsKey(query)) {
            throw Problem.unavailable("Too many different live reports are open", RETRY);
        }
        return Flux.defer(() -> streams.computeIfAbsent(query, this::stream)).onBackpressureLatest();
    }

    private Flux<Report> stream(TelemetryQuery query) {
        return Flux.defer(() -> {
                    LiveReport live = new LiveReport(query);
                    Flux<LiveReport> changes = Flux.merge(
                            stored(query, live),
                            tail.apply(query.subject()).filter(live::apply).map(r -> live));
                    return changes.sample(PACE).onBackpressureLatest().map(LiveReport::report);
                })
                .doFinally(signal -> streams.remove(query))
                .replay(1)
                .refCount(1);
    }

    /** Reports once when everything stored has been read, also when that is nothing. */
    private Flux<LiveReport> stored(TelemetryQuery query, LiveReport live) {
        return reports.rollups(query)
                .doOnNext(live::apply)
                .then(Mono.just(live))
                .flux();
    }
}
