package io.millrace.storage.trending;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Reads of the table {@code trending_tags}. */
public final class TrendingReads {
    private final Cassandra cassandra;
    private final PreparedStatement ofHour;

    public TrendingReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.ofHour = cassandra.prepare("SELECT tags FROM trending_tags WHERE hour = ?");
    }

    /**
     * On how many posts of an hour the tags are that are on most.
     *
     * @param hour when it began
     */
    public Mono<Map<String, Long>> of(Instant hour) {
        return cassandra.rows(ofHour.bind(hour)).collect(HashMap::new, (posts, row) -> {
            // A tag is in one part only.
            Map<String, Long> part = row.getMap("tags", String.class, Long.class);
            if (part != null) {
                posts.putAll(part);
            }
        });
    }
}
