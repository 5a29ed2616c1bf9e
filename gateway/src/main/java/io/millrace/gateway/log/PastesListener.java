package io.millrace.gateway.log;

import io.millrace.contracts.pastes.PasteEvent;

/** Wants to know what happens to pastes, on whatever gateway. Called in the order of the log, by one thread; must not wait. */
@FunctionalInterface
public interface PastesListener {
    void happened(PasteEvent event);
}
