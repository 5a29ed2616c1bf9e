package io.millrace.gateway.access;

import io.millrace.gateway.accounts.Caller;
import org.jspecify.annotations.Nullable;

/**
 * The one rule of access, see {@code docs/access.md}: the owner and admins may do everything, those whom the owner named may
 * read, and what is public may be read by all.
 *
 * <p>What is not allowed is answered as if it were not there where its existence is itself private, which is everywhere in the
 * API; only at the address that is given away ({@code /<key>}) strangers learn that there is something, with 401 if they did
 * not say who they are and 403 if they did.
 */
public final class Access {
    private Access() {}

    /**
     * Whether that caller has that right to that thing.
     *
     * @param caller null for somebody who did not say who they are
     */
    public static boolean allows(@Nullable Caller caller, Right right, Guarded thing) {
        if (right == Right.READ && thing.isPublic()) {
            return true;
        }
        if (caller == null) {
            return false;
        }
        if (caller.isAdmin() || thing.owner().equals(caller.owner())) {
            return true;
        }
        return right == Right.READ && !caller.isAnonymous() && thing.named().contains(caller.owner());
    }
}
