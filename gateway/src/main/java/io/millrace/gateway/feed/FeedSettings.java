package io.millrace.gateway.feed;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Reading feeds, and being told of new posts.
 *
 * @param hintInterval the shortest time between two hints to the same page or program
 * @param maxSessions how many wait for hints on this gateway at once
 * @param sessionsPerReader how many of them may be the same reader's
 * @param pollWait how long a long poll waits for a hint
 * @param streamLife when a stream of hints ends, so that whoever listens shows again that they may; browsers do by themselves
 * @param idle how long after somebody was last there their feed is no longer written; the same as ingest's, because who reads is
 *     told to be there well within it
 */
@ConfigurationProperties("millrace.feed")
record FeedSettings(
        @DefaultValue("5s") Duration hintInterval,
        @DefaultValue("10000") int maxSessions,
        @DefaultValue("10") int sessionsPerReader,
        @DefaultValue("25s") Duration pollWait,
        @DefaultValue("10m") Duration streamLife,
        @DefaultValue("14d") Duration idle) {
    FeedSettings {
        if (hintInterval.toMillis() < 1 || pollWait.toMillis() < 1 || streamLife.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "Set millrace.feed.hint-interval, poll-wait and stream-life to more than nothing, for example 5s");
        }
        if (idle.toSeconds() < 1) {
            throw new IllegalArgumentException("Set millrace.feed.idle to some days, for example 14d");
        }
        if (maxSessions < 1 || sessionsPerReader < 1) {
            throw new IllegalArgumentException("Set millrace.feed.max-sessions and sessions-per-reader to at least 1");
        }
    }
}
