package io.millrace.bench;

import java.io.IOException;

/**
 * What the running Millrace counts of feeds.
 *
 * @param delivered posts times followers that are in the log of deliveries
 * @param written rows of feeds that the database has acknowledged
 */
record FeedMeters(long delivered, long written) {
    static FeedMeters of(Gateway gateway) throws IOException {
        return new FeedMeters(
                gateway.metric("millrace_feed_delivered_total") + gateway.metric("millrace_feed_backfilled_total"),
                gateway.metric("millrace_ingest_feed_rows_total"));
    }

    /** What it did since then, in words. */
    String since(FeedMeters before, double seconds) {
        return String.format(
                "%.0f deliveries/s to the log, %.0f rows/s acknowledged by the database",
                (delivered - before.delivered) / seconds, (written - before.written) / seconds);
    }
}
