package io.millrace.storage.telemetry;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.contracts.telemetry.Dimension;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.contracts.telemetry.Visitors;
import io.millrace.storage.TestDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RollupTableTest {
    private static final Instant HOUR = Instant.parse("2026-02-28T23:00:00Z");

    private final RollupReads reads = new RollupReads(TestDatabase.shared());
    private final RollupWrites writes = new RollupWrites(TestDatabase.shared());

    @Test
    void anOlderRevisionNeverReplacesANewerOne() {
        Subject subject = new Subject("link:revised");
        put(rollup(subject, Grain.HOUR, HOUR, 0, 20));
        put(rollup(subject, Grain.HOUR, HOUR, 0, 10));
        put(rollup(subject, Grain.HOUR, HOUR, 0, 20));
        assertThat(all(subject, Grain.HOUR)).extracting(Rollup::revision).containsExactly(20L);
        put(rollup(subject, Grain.HOUR, HOUR, 0, 21));
        assertThat(all(subject, Grain.HOUR)).extracting(Rollup::revision).containsExactly(21L);
    }

    @Test
    void revisionsThatAreWrittenTogetherInAnyOrderLeaveTheLast() {
        Subject subject = new Subject("link:together");
        List<Rollup> shuffled = new ArrayList<>();
        for (int revision = 1; revision <= 100; revision++) {
            shuffled.add(rollup(subject, Grain.HOUR, HOUR, revision % 2, revision));
        }
        Collections.shuffle(shuffled, new Random(7));
        writes.putAll(shuffled).block(TestDatabase.LIMIT);
        assertThat(all(subject, Grain.HOUR)).extracting(Rollup::revision).containsExactly(100L, 99L);
    }

    @Test
    void aRollupComesBackAsItWasWritten() {
        Subject subject = new Subject("owner:ada");
        Visitors visitors = new Visitors();
        for (int i = 0; i < 1_000; i++) {
            visitors.add(i);
        }
        Rollup full = new Rollup(
                subject,
                Grain.DAY,
                Instant.parse("2026-02-28T00:00:00Z"),
                5,
                1_772_600_767_089_123L,
                1_200,
                200,
                Map.of(Dimension.COUNTRY, Map.of("NO", 1_000L, Dimension.OTHER, 200L), Dimension.LINK, Map.of()),
                visitors.encode());
        put(full);
        assertThat(all(subject, Grain.DAY))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(full);
        assertThat(all(subject, Grain.HOUR)).isEmpty();
    }

    /** The largest that analytics emits, 30 of which share one write: no limit of the node may refuse them. */
    @Test
    void manyLargeRollupsOfOneSubjectAreWrittenTogether() {
        Map<Dimension, Map<String, Long>> counts = new HashMap<>();
        for (Dimension dimension : Dimension.values()) {
            Map<String, Long> values = new HashMap<>();
            for (int i = 0; i < Rollup.MAX_VALUES; i++) {
                values.put("a-referrer-with-a-name-of-its-own-" + i + ".example", 1_000_000_000L + i);
            }
            counts.put(dimension, values);
        }
        List<Rollup> large = new ArrayList<>();
        for (int hour = 0; hour < 18; hour++) {
            for (int part = 0; part < 2; part++) {
                large.add(new Rollup(
                        Subject.SITE,
                        Grain.HOUR,
                        Grain.DAY.startOf(HOUR).plus(hour, ChronoUnit.HOURS),
                        part,
                        1,
                        1,
                        0,
                        counts,
                        new byte[0]));
            }
        }
        writes.putAll(large).block(TestDatabase.LIMIT);
        assertThat(all(Subject.SITE, Grain.HOUR)).hasSize(36).allMatch(rollup -> rollup.counts()
                .equals(counts));
    }

    /** Ranges that begin and end anywhere, against a plain list. */
    @Test
    void aRangeHasExactlyWhatStartsInItWhereverTheBucketsAreCut() {
        for (long seed = 1; seed <= 8; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Grain grain = seed % 2 == 0 ? Grain.HOUR : Grain.DAY;
            Subject subject = new Subject("link:range-" + seed);
            List<Rollup> model = new ArrayList<>();
            // The leap day, the turn of a year and months of 28 to 31 days.
            Instant first = Instant.parse("2027-11-28T20:00:00Z");
            int span = grain == Grain.HOUR ? 24 * 5 : 130;
            for (int i = 0; i < span; i++) {
                if (random.nextInt(3) > 0) {
                    Instant start =
                            grain.startOf(first.plus(i, grain == Grain.HOUR ? ChronoUnit.HOURS : ChronoUnit.DAYS));
                    for (int part = random.nextInt(3); part >= 0; part--) {
                        model.add(rollup(subject, grain, start, part, random.nextInt(1, 1_000)));
                    }
                }
            }
            writes.putAll(model).block(TestDatabase.LIMIT);
            model.sort(comparing(Rollup::start).thenComparing(Rollup::part));
            for (int range = 0; range < 10; range++) {
                Instant from = moment(random, first, grain, span);
                Instant to = moment(random, first, grain, span);
                assertThat(between(subject, grain, from, to))
                        .as("seed %d: %s from %s to %s", seed, grain, from, to)
                        .extracting(Rollup::start, Rollup::part, Rollup::revision)
                        .containsExactlyElementsOf(model.stream()
                                .filter(rollup -> !rollup.start().isBefore(from)
                                        && rollup.start().isBefore(to))
                                .map(rollup -> tuple(rollup.start(), rollup.part(), rollup.revision()))
                                .toList());
            }
        }
    }

    /** Mostly a border of a bucket or next to one, sometimes anywhere. */
    private static Instant moment(SplittableRandom random, Instant first, Grain grain, int span) {
        Instant any =
                first.plus(random.nextInt(-2, span + 2), grain == Grain.HOUR ? ChronoUnit.HOURS : ChronoUnit.DAYS);
        Instant border = random.nextInt(3) == 0 ? any : RollupBuckets.of(grain, any);
        return border.plusMillis(random.nextInt(-1, 2));
    }

    private static Rollup rollup(Subject subject, Grain grain, Instant start, int part, long revision) {
        return new Rollup(
                subject,
                grain,
                start,
                part,
                revision,
                revision,
                0,
                Map.of(Dimension.COUNTRY, Map.of("NO", revision)),
                new Visitors().encode());
    }

    private void put(Rollup rollup) {
        writes.put(rollup).block(TestDatabase.LIMIT);
    }

    private List<Rollup> all(Subject subject, Grain grain) {
        return between(subject, grain, Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    }

    private List<Rollup> between(Subject subject, Grain grain, Instant from, Instant to) {
        return reads.between(subject, grain, from, to).collectList().block(TestDatabase.LIMIT);
    }
}
