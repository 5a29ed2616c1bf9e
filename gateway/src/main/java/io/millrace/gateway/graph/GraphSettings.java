package io.millrace.gateway.graph;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Following and blocking.
 *
 * @param maxFollows how many accounts one may follow or ask to follow
 * @param maxBlocks how many accounts one may block
 * @param cache how much heap a gateway takes to remember who follows and blocks whom
 */
@ConfigurationProperties("millrace.graph")
record GraphSettings(
        @DefaultValue("7500") int maxFollows,
        @DefaultValue("7500") int maxBlocks,
        @DefaultValue("64MB") DataSize cache) {
    /** Feeds are made for so many at most. */
    private static final int MOST = 100_000;

    GraphSettings {
        if (maxFollows < 1 || maxFollows > MOST || maxBlocks < 1 || maxBlocks > MOST) {
            throw new IllegalArgumentException(
                    "Set millrace.graph.max-follows and max-blocks to 1 to " + MOST + ", for example 7500");
        }
        if (cache.toMegabytes() < 1) {
            throw new IllegalArgumentException("Set millrace.graph.cache to at least 1MB, for example 64MB");
        }
    }
}
