package io.millrace.gateway.redirect;

import io.millrace.contracts.links.LinkKey;

/** Tells keys that nobody can have been given, so that guessing costs no read. */
@FunctionalInterface
public interface KeyGate {
    /** False only if it is certain that no link has the key. */
    boolean canExist(LinkKey key);
}
