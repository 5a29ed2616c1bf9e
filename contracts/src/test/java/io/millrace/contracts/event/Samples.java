package io.millrace.contracts.event;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.clicks.ClickId;
import io.millrace.contracts.clicks.Outcome;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkEvent.LinkCreated;
import io.millrace.contracts.links.LinkEvent.LinkDeleted;
import io.millrace.contracts.links.LinkEvent.LinkEdited;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import io.millrace.contracts.telemetry.Dimension;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.contracts.telemetry.Visitors;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One event of each type with every field filled, and one with all that may be absent absent. */
final class Samples {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");

    private static final Link FULL_LINK = new Link(
            new LinkKey("spring-sale"),
            new OwnerId("ada.lovelace"),
            "https://example.com/a/long/path?q=caf%C3%A9#top",
            AT,
            Instant.parse("2031-03-04T05:06:07.089Z"),
            1_000L,
            "Spring “sale” ☀",
            Set.of("newsletter", "2026"),
            Visibility.PRIVATE,
            List.of(new OwnerId("grace"), new OwnerId("alan_t")),
            true,
            true,
            3);

    private static final Link SPARSE_LINK = new Link(
            new LinkKey("Ab3dE9x"),
            OwnerId.DEFAULT,
            "http://example.com/",
            AT,
            Instant.parse("2031-03-04T05:06:07.089Z"),
            null,
            null,
            Set.of(),
            Visibility.PUBLIC,
            List.of(),
            false,
            false,
            1);

    private static final Click FULL_CLICK = new Click(
            new ClickId("gw-1.7f3a", 4_294_967_296L),
            AT,
            new LinkKey("Ab3dE9x"),
            OwnerId.DEFAULT,
            Outcome.REDIRECTED,
            "NO",
            "192.0.2.0/24",
            -6_917_529_027_641_081_857L,
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "https://news.example.org/item");

    private static final Click SPARSE_CLICK = new Click(
            new ClickId("gw-1.7f3a", 0),
            AT,
            new LinkKey("nothing-here"),
            null,
            Outcome.UNKNOWN,
            null,
            null,
            0,
            null,
            null);

    /** A sample by the name of its golden file. */
    record Sample<E>(String name, EventFamily<E> family, Event<E> event) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Samples() {}

    static Stream<Sample<?>> all() {
        return Stream.of(
                sample("millrace.link.created.full", EventFamily.LINKS, new LinkCreated(FULL_LINK)),
                sample("millrace.link.created.sparse", EventFamily.LINKS, new LinkCreated(SPARSE_LINK)),
                sample("millrace.link.edited.full", EventFamily.LINKS, new LinkEdited(FULL_LINK, AT)),
                sample("millrace.link.deleted.full", EventFamily.LINKS, new LinkDeleted(FULL_LINK, AT)),
                sample("millrace.click.full", EventFamily.CLICKS, FULL_CLICK),
                sample("millrace.click.sparse", EventFamily.CLICKS, SPARSE_CLICK),
                sample("millrace.telemetry.rollup.full", EventFamily.ROLLUPS, fullRollup()),
                sample("millrace.telemetry.rollup.sparse", EventFamily.ROLLUPS, sparseRollup()));
    }

    private static <E> Sample<E> sample(String name, EventFamily<E> family, E data) {
        return new Sample<>(name, family, new Event<>("0001", "/gateway/1", AT, data));
    }

    private static Rollup fullRollup() {
        Map<Dimension, Map<String, Long>> counts = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            counts.put(dimension, Map.of("a", 5L, Dimension.OTHER, 1L, Dimension.UNKNOWN, 1L));
        }
        Visitors visitors = new Visitors();
        visitors.add(1);
        visitors.add(2);
        visitors.add(-3);
        return new Rollup(
                Subject.owner(new OwnerId("ada.lovelace")),
                Grain.HOUR,
                Grain.HOUR.startOf(AT),
                5,
                1_772_600_767_089_123L,
                7,
                2,
                counts,
                visitors.encode());
    }

    private static Rollup sparseRollup() {
        return new Rollup(
                Subject.ORPHANS, Grain.DAY, Grain.DAY.startOf(AT), 0, 1, 0, 0, Map.of(), new Visitors().encode());
    }
}
