package io.millrace.gateway.analytics;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.gateway.accounts.Exported;
import io.millrace.storage.links.IndexEntry;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.links.LinkTerms;
import io.millrace.storage.pastes.PasteTerms;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who visited all that an owner has, and then each link and paste, by the month since it was made and for five years at most. */
final class TelemetryExport implements Exported {
    private static final Interval BY = Interval.MONTH;
    private static final int MOST_VALUES = 1_000;
    private static final Set<Breakdown> EVERYTHING = EnumSet.complementOf(EnumSet.of(Breakdown.HOUR, Breakdown.LINK));

    private final Reports reports;
    private final LinkIndexReads index;
    private final Clock clock;

    TelemetryExport(Reports reports, LinkIndexReads index, Clock clock) {
        this.reports = reports;
        this.index = index;
        this.clock = clock;
    }

    @Override
    public Flux<ByteBuffer> of(OwnerId owner) {
        return Flux.concat(
                report(Subject.owner(owner), Instant.EPOCH),
                reports(owner, LinkTerms.ALL, Subject::link),
                reports(owner, PasteTerms.ALL, Subject::paste));
    }

    private Flux<ByteBuffer> reports(OwnerId owner, String term, Function<LinkKey, Subject> subject) {
        return index.page(owner, term, null, Integer.MAX_VALUE)
                .concatMap((IndexEntry entry) -> report(subject.apply(entry.key()), entry.createdAt()), 1);
    }

    /** Nothing of what nobody visited. */
    private Mono<ByteBuffer> report(Subject subject, Instant since) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            Instant earliest = now.minus(BY.longest());
            Period period = Period.covering(since.isBefore(earliest) ? earliest : since, now, BY);
            return reports.report(new TelemetryQuery(subject, period, EVERYTHING, MOST_VALUES, false))
                    .filter(report -> report.total() > 0)
                    .map(report -> Exported.line("telemetry", report));
        });
    }
}
