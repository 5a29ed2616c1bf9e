package io.millrace.contracts.accounts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What everybody may know of an account. Passwords, keys, sessions and the e-mail address never enter the log.
 *
 * @param name the user name, folded to lower case; the account's id for ever
 * @param displayName how the user wants to be called; at most 50 characters
 * @param role what the account may do
 * @param createdAt when it was registered, in milliseconds precision
 * @param version 1 for a new account, one more with each edit
 * @param approvesFollowers whether nobody follows it whom it has not approved
 */
public record Account(
        OwnerId name,
        @Nullable String displayName,
        Role role,
        Instant createdAt,
        long version,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean approvesFollowers) {
    public static final int MAX_DISPLAY_NAME_LENGTH = 50;

    public Account {
        requireNonNull(name, "name");
        requireNonNull(role, "role");
        requireNonNull(createdAt, "createdAt");
        if (version < 1) {
            throw new IllegalArgumentException("An account's version is at least 1");
        }
    }

    /** As the log has it: what was written before accounts could approve leaves the last field out. */
    @JsonCreator
    static Account read(
            @JsonProperty("name") OwnerId name,
            @JsonProperty("displayName") @Nullable String displayName,
            @JsonProperty("role") Role role,
            @JsonProperty("createdAt") Instant createdAt,
            @JsonProperty("version") long version,
            @JsonProperty("approvesFollowers") @Nullable Boolean approvesFollowers) {
        return new Account(name, displayName, role, createdAt, version, Boolean.TRUE.equals(approvesFollowers));
    }

    /** One that lets everybody follow. */
    public Account(OwnerId name, @Nullable String displayName, Role role, Instant createdAt, long version) {
        this(name, displayName, role, createdAt, version, false);
    }
}
