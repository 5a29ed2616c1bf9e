package io.millrace.storage.links;

import io.millrace.contracts.links.LinkKey;
import java.time.Instant;

/**
 * A place in a list of links, newest first; of two links made in the same millisecond the greater key comes first.
 *
 * @param createdAt in milliseconds precision
 */
public record IndexPosition(Instant createdAt, LinkKey key) {}
