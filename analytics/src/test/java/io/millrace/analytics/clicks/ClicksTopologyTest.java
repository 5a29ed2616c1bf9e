package io.millrace.analytics.clicks;

import static io.millrace.analytics.clicks.Clicks.by;
import static io.millrace.analytics.clicks.Clicks.click;
import static io.millrace.analytics.clicks.Clicks.from;
import static io.millrace.analytics.clicks.Clicks.of;
import static io.millrace.analytics.clicks.TopologyHarness.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.clicks.Outcome;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.telemetry.Dimension;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.contracts.telemetry.Visitors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClicksTopologyTest {
    private static final Subject LINK = Subject.link(new LinkKey("Ab3dE9x"));

    @TempDir
    Path directory;

    private TopologyHarness topology;

    @BeforeEach
    void open() {
        topology = new TopologyHarness(directory);
    }

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void aVisitIsCountedForItsLinkItsOwnerAndTheSiteByHourAndByDay() {
        topology.send(click("gw", 0, "Ab3dE9x", NOW));

        assertThat(topology.rollups().keySet())
                .containsExactlyInAnyOrder(
                        "link:Ab3dE9x|hour|2026-03-04T05:00:00Z|0",
                        "link:Ab3dE9x|day|2026-03-04T00:00:00Z|0",
                        "owner:default|hour|2026-03-04T05:00:00Z|0",
                        "owner:default|day|2026-03-04T00:00:00Z|0",
                        "site|hour|2026-03-04T05:00:00Z|0",
                        "site|day|2026-03-04T00:00:00Z|0");
        assertThat(topology.rollups().values()).allSatisfy(rollup -> {
            assertThat(rollup.total()).isEqualTo(1);
            assertThat(rollup.counts().get(Dimension.COUNTRY)).isEqualTo(Map.of("NO", 1L));
            assertThat(rollup.counts().get(Dimension.SOURCE)).isEqualTo(Map.of("direct", 1L));
        });
    }

    @Test
    void aRollupTravelsUnderItsOwnKey() {
        topology.send(click("gw", 0, "Ab3dE9x", NOW));

        topology.rollups().forEach((key, rollup) -> assertThat(rollup.key()).isEqualTo(key));
    }

    @Test
    void linksAreToldApartForOwnersAndForTheSiteOnly() {
        topology.send(click("gw", 0, "Ab3dE9x", NOW));
        topology.send(click("gw", 1, "another", NOW));

        assertThat(topology.rollup(Subject.SITE, Grain.DAY, NOW).counts().get(Dimension.LINK))
                .isEqualTo(Map.of("Ab3dE9x", 1L, "another", 1L));
        assertThat(topology.rollup(LINK, Grain.DAY, NOW).counts()).doesNotContainKey(Dimension.LINK);
    }

    @Test
    void aClickThatIsShippedAgainIsCountedOnce() {
        for (int position : new int[] {0, 5, 9, 5, 9, 12, 0}) {
            topology.send(click("gw", position, "Ab3dE9x", NOW));
        }
        topology.send(click("another", 5, "Ab3dE9x", NOW));

        assertThat(topology.rollup(LINK, Grain.HOUR, NOW).total()).isEqualTo(5);
        assertThat(topology.metric("millrace.clicks.repeated")).isEqualTo(3);
    }

    @Test
    void aLateClickIsCountedInItsOwnHour() {
        Instant earlier = NOW.minus(Duration.ofHours(30));
        topology.send(click("gw", 0, "Ab3dE9x", NOW));
        topology.send(click("gw", 1, "Ab3dE9x", earlier));

        assertThat(topology.rollup(LINK, Grain.HOUR, earlier).total()).isEqualTo(1);
        assertThat(topology.rollup(LINK, Grain.DAY, earlier).total()).isEqualTo(1);
        assertThat(topology.rollup(LINK, Grain.HOUR, NOW).total()).isEqualTo(1);
    }

    @Test
    void aClickFromBeyondTheHorizonIsCountedAtTheHorizon() {
        topology.send(click("gw", 0, "Ab3dE9x", NOW.plus(Duration.ofDays(365))));
        topology.send(click("gw", 1, "Ab3dE9x", NOW.minus(Duration.ofDays(365))));

        assertThat(topology.rollup(LINK, Grain.HOUR, NOW).total()).isEqualTo(1);
        assertThat(topology.rollup(LINK, Grain.HOUR, NOW.minus(Horizon.LATEST)).total())
                .isEqualTo(1);
        assertThat(topology.metric("millrace.clicks.misdated")).isEqualTo(2);
    }

    @Test
    void visitsOfUnknownAddressesAreCountedApart() {
        topology.send(of(click("gw", 0, "nothing-here", NOW), null, Outcome.UNKNOWN));

        assertThat(topology.rollups().values()).extracting(Rollup::subject).containsOnly(Subject.ORPHANS);
    }

    @Test
    void aVisitWithoutAnOwnerIsCountedForItsLinkAndTheSite() {
        topology.send(of(click("gw", 0, "Ab3dE9x", NOW), null, Outcome.REDIRECTED));

        assertThat(topology.rollups().values()).extracting(Rollup::subject).containsOnly(LINK, Subject.SITE);
    }

    @Test
    void aReadIsCountedForItsPasteUnderTheAddressOfThatPaste() {
        OwnerId ada = new OwnerId("ada");
        topology.send(of(click("gw", 0, "Ab3dE9x", NOW), ada, Outcome.READ));

        assertThat(topology.rollups().values())
                .extracting(Rollup::subject)
                .containsOnly(Subject.paste(new LinkKey("Ab3dE9x")), Subject.owner(ada), Subject.SITE);
        assertThat(topology.rollup(Subject.SITE, Grain.DAY, NOW).counts().get(Dimension.LINK))
                .containsOnlyKeys("p/Ab3dE9x");
    }

    @Test
    void differentVisitorsAreCountedOnce() {
        for (int i = 0; i < 20; i++) {
            topology.send(by(click("gw", i, "Ab3dE9x", NOW), i % 3, Clicks.FIREFOX));
        }

        Rollup rollup = topology.rollup(LINK, Grain.DAY, NOW);
        assertThat(Visitors.decode(rollup.visitors()).count()).isEqualTo(3);
        assertThat(rollup.total()).isEqualTo(20);
    }

    @Test
    void eachDimensionAddsUpToTheTotal() {
        for (int i = 0; i < 1_200; i++) {
            Click click = click("gw", i, "link-" + i, NOW);
            topology.send(from(click, i % 7 == 0 ? null : "C" + i % 9, "https://site" + i + ".example.com/"));
        }

        Rollup site = topology.rollup(Subject.SITE, Grain.DAY, NOW);
        assertThat(site.total()).isEqualTo(1_200);
        assertThat(site.counts()).allSatisfy((dimension, counts) -> {
            assertThat(counts.values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(1_200);
            assertThat(counts).hasSizeLessThanOrEqualTo(Rollup.MAX_VALUES);
        });
        assertThat(site.counts().get(Dimension.LINK)).containsKey(Dimension.OTHER);
    }

    @Test
    void aLaterRollupHasTheGreaterRevision() {
        topology.send(click("gw", 0, "Ab3dE9x", NOW));
        long first = topology.rollup(LINK, Grain.DAY, NOW).revision();
        topology.send(click("gw", 1, "Ab3dE9x", NOW));

        assertThat(topology.rollup(LINK, Grain.DAY, NOW).revision()).isGreaterThan(first);
    }

    @Test
    void countingGoesOnAfterWhatIsNoClick() {
        Click click = click("gw", 7, "Ab3dE9x", NOW);
        byte[] poison = "{\"id\":".getBytes(StandardCharsets.UTF_8);
        topology.send(Clicks.headers(click), poison);
        topology.send(new RecordHeaders(), Clicks.value(click));
        topology.send(new RecordHeaders(), null);
        topology.send(click);

        assertThat(topology.rollup(LINK, Grain.DAY, NOW).total()).isEqualTo(1);
    }

    @Test
    void oldTalliesLeaveTheStateAndTheRestStays() {
        topology.send(click("gw", 0, "Ab3dE9x", NOW.minus(Horizon.LATEST)));
        topology.driver.advanceWallClockTime(Duration.ofDays(4));
        topology.send(click("gw", 1, "Ab3dE9x", NOW));
        assertThat(topology.rollup(LINK, Grain.HOUR, NOW).total()).isEqualTo(1);
    }

    @Test
    void theTopologyIsOnePieceWithoutARepartition() throws IOException {
        String described = TopologyHarness.topology(TopologyHarness.config(directory), new SimpleMeterRegistry())
                .describe()
                .toString();
        try (var golden = getClass().getResourceAsStream("/golden/clicks-topology.txt")) {
            assertThat(described)
                    .isEqualToNormalizingNewlines(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aVisitOfAnotherOwnersLinkIsThatOwners() {
        OwnerId ada = new OwnerId("ada");
        topology.send(of(click("gw", 0, "Ab3dE9x", NOW), ada, Outcome.REDIRECTED));

        assertThat(topology.rollup(Subject.owner(ada), Grain.DAY, NOW).total()).isEqualTo(1);
        assertThat(topology.rollup(Subject.owner(OwnerId.DEFAULT), Grain.DAY, NOW))
                .isNull();
    }
}
