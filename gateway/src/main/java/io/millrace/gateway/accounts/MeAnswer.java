package io.millrace.gateway.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.accounts.Role;
import io.millrace.storage.accounts.Credential;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who asks, as the interface shows it to them. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MeAnswer(
        String userName,
        boolean anonymous,
        @Nullable String displayName,
        @Nullable String email,
        Role role,
        List<String> scopes,
        @Nullable Instant createdAt,
        @Nullable Instant lastSignIn,
        boolean approvesFollowers,
        boolean mustChangePassword,
        @Nullable String csrfToken) {

    /** Somebody without an account: from this machine, or with a key of the configuration. */
    static MeAnswer without(Caller caller) {
        return new MeAnswer(
                caller.owner().value(),
                caller.isAnonymous(),
                null,
                null,
                caller.role(),
                words(caller),
                null,
                null,
                false,
                false,
                null);
    }

    static MeAnswer of(
            Caller caller,
            Credential credential,
            Account account,
            @Nullable Instant lastSignIn,
            @Nullable String csrfToken) {
        return new MeAnswer(
                caller.owner().value(),
                false,
                account.displayName(),
                credential.email().isEmpty() ? null : credential.email(),
                caller.role(),
                words(caller),
                credential.createdAt(),
                lastSignIn,
                account.approvesFollowers(),
                credential.mustChange(),
                csrfToken);
    }

    private static List<String> words(Caller caller) {
        return caller.scopes().stream().map(Scope::word).sorted().toList();
    }
}
