package io.millrace.bench;

import io.millrace.contracts.accounts.OwnerId;
import java.util.List;

/**
 * Some of those who follow an author, in whose feeds a post is looked for.
 *
 * @param names who; none if it is not looked for
 * @param pages whether in the pages of their feeds, for it is not delivered, instead of among what was delivered
 */
record Receivers(List<OwnerId> names, boolean pages) {
    static final Receivers NONE = new Receivers(List.of(), false);
}
