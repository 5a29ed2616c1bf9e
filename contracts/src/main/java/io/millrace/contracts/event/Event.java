package io.millrace.contracts.event;

import java.time.Instant;

/**
 * Something that happened, with what CloudEvents says of every event.
 *
 * @param id names this event; unique for its source
 * @param source who published it, for example {@code /gateway/3}
 * @param time when it happened
 * @param data what happened
 */
public record Event<E>(String id, String source, Instant time, E data) {}
