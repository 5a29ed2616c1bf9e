package io.millrace.analytics.clicks;

import io.millrace.contracts.Topics;
import io.millrace.streams.writeback.HeapBounds;

/**
 * What the counting of clicks needs to know.
 *
 * @param prefix what the names of topics begin with
 * @param agents how much is remembered of {@code User-Agent} headers, in characters
 * @param referrers how much is remembered of referring hosts, in characters
 * @param tallies how much is kept in the heap, for each partition
 */
public record ClicksSettings(String prefix, long agents, long referrers, HeapBounds tallies) {
    public static ClicksSettings defaults() {
        return new ClicksSettings(
                Topics.DEFAULT_PREFIX, 3_000_000, 1_000_000, new HeapBounds(16L * 1024 * 1024, 50_000));
    }

    public ClicksSettings withPrefix(String other) {
        return new ClicksSettings(other, agents, referrers, tallies);
    }

    public ClicksSettings withTallies(HeapBounds other) {
        return new ClicksSettings(prefix, agents, referrers, other);
    }
}
