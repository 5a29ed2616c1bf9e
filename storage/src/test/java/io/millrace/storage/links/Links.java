package io.millrace.storage.links;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Links for tests, plain and random. */
final class Links {
    static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");

    private static final List<String> TAGS = List.of("news", "sale", "Ökologie", "2026");
    private static final List<String> WORDS = List.of("Spring", "sale", "für", "alle", "二〇二六");

    private Links() {}

    static Link plain(String key) {
        return new Link(
                new LinkKey(key),
                OwnerId.DEFAULT,
                "http://example.com/",
                AT,
                AT.plusSeconds(3_600),
                null,
                null,
                Set.of(),
                Visibility.PUBLIC,
                List.of(),
                false,
                false,
                1);
    }

    /** A version of a link whose every field that an edit can change is random. */
    static Link version(SplittableRandom random, LinkKey key, OwnerId owner, Instant createdAt, long version) {
        return new Link(
                key,
                owner,
                "https://" + (random.nextBoolean() ? "www." : "") + "host" + random.nextInt(3) + ".example/" + version,
                createdAt,
                createdAt.plusSeconds(random.nextInt(1, 1_000_000)),
                random.nextBoolean() ? null : random.nextLong(1, 100),
                random.nextBoolean() ? null : String.join(" ", some(random, WORDS)),
                some(random, TAGS),
                random.nextBoolean() ? Visibility.PUBLIC : Visibility.PRIVATE,
                some(random, List.of("grace", "alan")).stream()
                        .map(OwnerId::new)
                        .toList(),
                random.nextBoolean(),
                random.nextBoolean(),
                version);
    }

    private static Set<String> some(SplittableRandom random, List<String> values) {
        Set<String> some = values.stream().filter(value -> random.nextBoolean()).collect(Collectors.toSet());
        return some.isEmpty() && random.nextBoolean() ? Set.of(values.get(0)) : some;
    }
}
