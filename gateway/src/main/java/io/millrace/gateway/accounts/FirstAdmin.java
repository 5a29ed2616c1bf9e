package io.millrace.gateway.accounts;

import io.millrace.contracts.accounts.Role;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import reactor.core.publisher.Mono;

/** Gives a new Millrace its first administrator. */
public final class FirstAdmin {
    private static final int PASSWORD_BYTES = 15;

    private final AccountCommands accounts;

    FirstAdmin(AccountCommands accounts) {
        this.accounts = accounts;
    }

    /**
     * Opens the account {@code admin} if there never was one.
     *
     * @return its password, which is good for choosing another one and is kept nowhere; empty if the account was there already
     */
    public Mono<String> open() {
        return Mono.defer(() -> {
            String password = Secrets.random(PASSWORD_BYTES);
            return accounts.open(UserNames.ADMIN, "", password, Role.ADMIN, true)
                    .thenReturn(password)
                    .onErrorResume(
                            error -> error instanceof Problem problem && problem.type() == ProblemType.NAME_TAKEN,
                            error -> Mono.empty());
        });
    }
}
