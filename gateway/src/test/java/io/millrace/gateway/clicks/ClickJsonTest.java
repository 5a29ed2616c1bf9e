package io.millrace.gateway.clicks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.clicks.ClickId;
import io.millrace.contracts.clicks.Outcome;
import io.millrace.contracts.event.Json;
import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.visitors.Visitor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClickJsonTest {
    private final ClickJson json = new ClickJson();

    @Test
    void writes_what_the_contracts_read_as_the_same_click() {
        for (long seed = 1; seed <= 3_000; seed++) {
            Click click = click(new SplittableRandom(seed));
            assertThat(Json.MAPPER.readValue(shipped(click), Click.class))
                    .as("seed " + seed)
                    .isEqualTo(click);
        }
    }

    @Test
    void gives_the_record_its_key_its_id_and_its_time() {
        Click click = click(new SplittableRandom(7));
        shipped(click);
        assertThat(new String(json.key(), StandardCharsets.US_ASCII))
                .isEqualTo(click.key().value());
        assertThat(new String(json.id(), StandardCharsets.US_ASCII))
                .isEqualTo(click.id().toString());
        assertThat(new String(json.at(), StandardCharsets.US_ASCII))
                .isEqualTo(click.at().toString());
    }

    @Test
    void keeps_the_first_512_characters_of_long_headers_and_no_query_of_the_referrer() {
        byte[][] kept = new byte[1][];
        Clicks clicks = new Clicks((entry, length) -> {
            kept[0] = java.util.Arrays.copyOf(entry, length);
            return true;
        });
        VisitBytes visit = VisitBytes.of(new Visitor(null, "192.0.2.0/24", 1), "a".repeat(9_000));
        clicks.redirected(0, "abc", OwnerId.DEFAULT, "https://example.org/" + "b".repeat(9_000) + "?q=secret", visit);
        json.read(kept[0], kept[0].length, "j", 1);
        String text = new String(json.value(), StandardCharsets.UTF_8);
        assertThat(text).contains("\"userAgent\":\"" + "a".repeat(512) + "\"").doesNotContain("secret");
        clicks.redirected(0, "abc", OwnerId.DEFAULT, "https://example.org/here?q=secret#x", visit);
        json.read(kept[0], kept[0].length, "j", 1);
        assertThat(new String(json.value(), StandardCharsets.UTF_8))
                .contains("\"referrer\":\"https://example.org/here\"");
    }

    private String shipped(Click click) {
        byte[][] kept = new byte[1][];
        Clicks clicks = new Clicks((entry, length) -> {
            kept[0] = java.util.Arrays.copyOf(entry, length);
            return true;
        });
        VisitBytes visit =
                VisitBytes.of(new Visitor(click.country(), click.network(), click.visitor()), click.userAgent());
        if (click.owner() == null) {
            clicks.unknown(click.at().toEpochMilli(), click.key().value(), click.referrer(), visit);
        } else {
            clicks.redirected(click.at().toEpochMilli(), click.key().value(), click.owner(), click.referrer(), visit);
        }
        json.read(kept[0], kept[0].length, click.id().journal(), click.id().position());
        return new String(json.value(), StandardCharsets.UTF_8);
    }

    private static Click click(SplittableRandom random) {
        boolean known = random.nextBoolean();
        return new Click(
                new ClickId("gateway" + random.nextInt(3), random.nextLong(Long.MAX_VALUE)),
                Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L)),
                new LinkKey("key" + random.nextInt(1000)),
                known ? new OwnerId("owner" + random.nextInt(9)) : null,
                known ? Outcome.REDIRECTED : Outcome.UNKNOWN,
                random.nextBoolean() ? "NO" : null,
                "192.0." + random.nextInt(256) + ".0/24",
                random.nextLong(),
                text(random, 200),
                text(random, 300));
    }

    private static @Nullable String text(SplittableRandom random, int most) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            char c = (char) random.nextInt(256);
            text.append(c == '?' || c == '#' ? '!' : c);
        }
        return text.toString();
    }
}
