package io.millrace.gateway.pastes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.contracts.pastes.PasteText;
import io.millrace.gateway.log.Freshness;
import io.millrace.storage.pastes.StoredPaste;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What a gateway holds of pastes, against a view that lags behind the log. */
class RecentPastesTest {
    private static final LinkKey KEY = new LinkKey("Ab3dE9x");
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final AtomicLong nanos = new AtomicLong();
    private final Freshness freshness = new Freshness(nanos::get);
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void manyWhoMissAtOnceReadOnce() {
        Sinks.One<StoredPaste> view = Sinks.one();
        RecentPastes pastes = pastes(view.asMono());
        List<StoredPaste> got = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            pastes.find(KEY).subscribe(got::add);
        }
        view.tryEmitValue(stored(1));
        assertThat(got).hasSize(100);
        assertThat(reads).hasValue(1);
        assertThat(pastes.find(KEY).block(LIMIT)).isEqualTo(stored(1));
        assertThat(reads).hasValue(1);
    }

    @Test
    void aReadThatBringsAnEarlierStateLosesAgainstWhatTheLogToldMeanwhile() {
        Sinks.One<StoredPaste> view = Sinks.one();
        RecentPastes pastes = pastes(view.asMono());
        List<StoredPaste> got = new ArrayList<>();
        pastes.find(KEY).subscribe(got::add);
        pastes.happened(new PasteEvent.PasteEdited(paste(2), AT));
        view.tryEmitValue(stored(1));
        assertThat(got).containsExactly(stored(2));
        assertThat(pastes.find(KEY).block(LIMIT)).isEqualTo(stored(2));
    }

    @Test
    void aDeletedPasteStaysDeletedWhateverTheViewSays() {
        RecentPastes pastes = pastes(Mono.just(stored(3)));
        pastes.happened(new PasteEvent.PasteEdited(paste(3), AT));
        pastes.happened(new PasteEvent.PasteDeleted(paste(3), AT));
        pastes.happened(new PasteEvent.PasteEdited(paste(2), AT));
        assertThat(pastes.find(KEY).block(LIMIT).isDeleted()).isTrue();
    }

    @Test
    void aKeyThatWasUnknownIsKnownAsSoonAsTheLogTellsOfIt() {
        RecentPastes pastes = pastes(Mono.empty());
        assertThat(pastes.find(KEY).block(LIMIT)).isNull();
        assertThat(pastes.find(KEY).block(LIMIT)).isNull();
        assertThat(reads).hasValue(1);
        pastes.happened(new PasteEvent.PasteCreated(paste(1)));
        assertThat(pastes.find(KEY).block(LIMIT)).isEqualTo(stored(1));
    }

    @Test
    void aGatewayThatIsCutOffForTenMinutesReadsEveryTime() {
        RecentPastes pastes = pastes(Mono.just(stored(1)));
        pastes.find(KEY).block(LIMIT);
        pastes.find(KEY).block(LIMIT);
        assertThat(reads).hasValue(1);
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        pastes.find(KEY).block(LIMIT);
        pastes.find(KEY).block(LIMIT);
        assertThat(reads).hasValue(3);
    }

    private RecentPastes pastes(Mono<StoredPaste> view) {
        return new RecentPastes(
                key -> Mono.defer(() -> {
                    reads.incrementAndGet();
                    return view;
                }),
                freshness,
                1 << 20);
    }

    private static StoredPaste stored(long version) {
        return new StoredPaste(paste(version), null);
    }

    private static Paste paste(long version) {
        return new Paste(
                KEY,
                OwnerId.DEFAULT,
                "version " + version,
                null,
                AT,
                AT.plusSeconds(3_600),
                false,
                Visibility.PUBLIC,
                List.of(),
                false,
                1,
                PasteText.inline("text", 4, "0".repeat(64)),
                version);
    }
}
