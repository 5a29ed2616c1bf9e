package io.millrace.storage.search;

import io.millrace.contracts.accounts.OwnerId;

/** In which part of a term's list an account is. */
final class UserShards {
    static final int COUNT = 8;

    private UserShards() {}

    /** The hash of a string is specified and never changes. */
    static int of(OwnerId name) {
        return Math.floorMod(name.value().hashCode(), COUNT);
    }
}
