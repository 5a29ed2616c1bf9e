package io.millrace.gateway.accounts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.accounts.Role;
import java.util.Set;

/**
 * Who asks.
 *
 * @param owner whose things are meant by "mine"
 * @param role what the account may do
 * @param way how it is known
 * @param scopes what the request may be for
 */
public record Caller(OwnerId owner, Role role, Way way, Set<Scope> scopes) {
    /** How a caller is known. */
    public enum Way {
        /** Not at all: a program on this machine, where that is allowed. */
        ANONYMOUS,
        /** By an API key. */
        KEY,
        /** By the cookie of a browser that signed in. */
        SESSION
    }

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Whether what belongs to others may be seen and taken down. Nobody may without saying who they are. */
    public boolean isAdmin() {
        return role == Role.ADMIN && way != Way.ANONYMOUS;
    }

    /** Whether the figures of the whole site may be seen. */
    public boolean seesSite() {
        return role == Role.ADMIN;
    }

    public boolean isAnonymous() {
        return way == Way.ANONYMOUS;
    }
}
