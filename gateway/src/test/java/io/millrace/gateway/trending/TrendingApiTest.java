package io.millrace.gateway.trending;

import static io.millrace.gateway.links.Gateways.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.trending.TrendingTags;
import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.storage.trending.TrendingWrites;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Trending tags over HTTP. There is no ingest here: the test lists tags itself, as its projection does. */
class TrendingApiTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @Test
    void theTagsOfAllPartsOfTheLastHoursAreListedThoseOnMostPostsFirst() {
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
        FIRST.bean(TrendingWrites.class)
                .putAll(List.of(
                        tags(hour, 0, new TrendingTags.Tag("rain", 300)),
                        tags(hour, 1, new TrendingTags.Tag("sun", 500), new TrendingTags.Tag("tea", 100)),
                        tags(hour.minus(1, ChronoUnit.HOURS), 0, new TrendingTags.Tag("rain", 400))))
                .block(LIMIT);
        // What was asked for a moment ago is remembered for some seconds.
        await().atMost(LIMIT).until(() -> items("hours=2&limit=3").toString().contains("\"tea\""));
        assertThat(items("hours=2&limit=3").toString())
                .isEqualTo(
                        "[{\"tag\":\"rain\",\"posts\":700},{\"tag\":\"sun\",\"posts\":500},{\"tag\":\"tea\",\"posts\":100}]");
        assertThat(items("hours=2&limit=1")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hours=0", "hours=25", "hours=x", "limit=0", "limit=51", "limit=-1", "hours="})
    void whatIsNoNumberInItsBoundsIsRefusedByName(String query) {
        Answer refused = FIRST.call("GET", "/api/v1/trending?" + query).send();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.problem()).isEqualTo("invalid-parameter");
        assertThat(refused.text()).contains(query.substring(0, query.indexOf('=')));
    }

    private static JsonNode items(String query) {
        return FIRST.call("GET", "/api/v1/trending?" + query).send().json().get("items");
    }

    private static TrendingTags tags(Instant hour, int part, TrendingTags.Tag... tags) {
        return new TrendingTags(hour, part, 1, List.of(tags), 0);
    }
}
