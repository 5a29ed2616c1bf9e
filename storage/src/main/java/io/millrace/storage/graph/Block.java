package io.millrace.storage.graph;

import io.millrace.contracts.accounts.OwnerId;

/**
 * That one account blocks another.
 *
 * @param blocker who
 * @param blocked whom
 * @param since in microseconds since 1970
 */
public record Block(OwnerId blocker, OwnerId blocked, long since) {}
