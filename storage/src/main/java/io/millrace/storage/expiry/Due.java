package io.millrace.storage.expiry;

import java.time.Instant;

/**
 * A reminder to look at something.
 *
 * @param kind what it is, for example {@code links}
 * @param shard who looks: the partition of the topic that its events are on
 * @param at when to look
 * @param id which one of its kind
 */
public record Due(String kind, int shard, Instant at, String id) {}
