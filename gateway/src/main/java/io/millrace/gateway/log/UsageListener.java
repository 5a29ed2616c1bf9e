package io.millrace.gateway.log;

import io.millrace.contracts.usage.Usage;

/** Wants to know what accounts use. Called by one thread; must not wait. */
@FunctionalInterface
public interface UsageListener {
    void counted(Usage usage);
}
