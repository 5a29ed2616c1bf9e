package io.millrace.gateway.accounts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.accounts.Credential;
import io.millrace.storage.accounts.Credentials;
import io.millrace.storage.accounts.Session;
import io.millrace.storage.accounts.Sessions;
import io.millrace.storage.accounts.SignIns;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Signs browsers in and out. A sign-in always makes a session of a new name and ends the one that the browser had, so that
 * nobody can plant one. Whether a name is unknown, its account closed or the password wrong, the answer and the time that it
 * takes are the same.
 */
final class SessionCommands {
    private static final int TOKEN_BYTES = 32;

    private final Credentials credentials;
    private final Sessions sessions;
    private final SignIns signIns;
    private final Passwords passwords;
    private final SignInLimits limits;
    private final AccountCommands accounts;
    private final Grants grants;
    private final Clock clock;

    SessionCommands(
            Credentials credentials,
            Sessions sessions,
            SignIns signIns,
            Passwords passwords,
            SignInLimits limits,
            AccountCommands accounts,
            Grants grants,
            Clock clock) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.signIns = signIns;
        this.passwords = passwords;
        this.limits = limits;
        this.accounts = accounts;
        this.grants = grants;
        this.clock = clock;
    }

    /**
     * A session that began this moment.
     *
     * @param token what the cookie carries
     * @param life how long the browser should keep it
     */
    record Begun(Credential credential, String token, Duration life) {}

    /**
     * @param former the session that the browser had; null for none
     */
    Mono<Begun> signIn(String userName, String password, InetAddress from, @Nullable String former) {
        return Mono.defer(() -> {
            String name = UserNames.folded(userName);
            limits.take(name, from);
            return find(name)
                    .flatMap(found -> passwords
                            .matches(password, found.map(Credential::password).orElse(""))
                            .filter(right -> right)
                            .flatMap(right -> Mono.justOrEmpty(found)))
                    .switchIfEmpty(Mono.error(SessionCommands::wrong))
                    .doOnNext(credential -> limits.giveBack(name, from))
                    .flatMap(credential -> accounts.ensureLogged(credential)
                            .then(signIns.put(credential.name(), clock.instant()))
                            .then(begin(credential, credential.generation(), former)));
        });
    }

    private Mono<Optional<Credential>> find(String name) {
        return name.matches("[a-z0-9._-]{1,64}")
                ? credentials.find(new OwnerId(name)).map(Optional::of).defaultIfEmpty(Optional.empty())
                : Mono.just(Optional.empty());
    }

    private static Problem wrong() {
        return Problem.of(ProblemType.WRONG_PASSWORD, "There is no account with this user name and password");
    }

    /** Checks the password of somebody who is signed in, with the limits of a sign-in, and sets a new one. */
    Mono<Integer> changePassword(Credential credential, String current, String password, InetAddress from) {
        return Mono.defer(() -> {
            String name = credential.name().value();
            limits.take(name, from);
            return accounts.changePassword(credential, current, password)
                    .doOnNext(generation -> limits.giveBack(name, from));
        });
    }

    /** Checks the password of somebody who is signed in, with the limits of a sign-in, and closes their account. */
    Mono<Void> close(Credential credential, String password, InetAddress from) {
        return Mono.defer(() -> {
            String name = credential.name().value();
            limits.take(name, from);
            return accounts.close(credential, password).doOnSuccess(done -> limits.giveBack(name, from));
        });
    }

    /** Begins a session in place of another one. */
    Mono<Begun> begin(Credential credential, int generation, @Nullable String former) {
        return Mono.defer(() -> {
            String token = Secrets.random(TOKEN_BYTES);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Session session = new Session(Secrets.hash(token), credential.name(), generation, now, now);
            Duration life = Grants.rounded(grants.life(now, now));
            return sessions.begin(session, life)
                    .then(former == null ? Mono.empty() : end(former))
                    .thenReturn(new Begun(credential, token, life));
        });
    }

    Mono<Void> end(String token) {
        return Mono.defer(() -> {
            String hash = Secrets.hash(token);
            return sessions.end(hash).doOnSuccess(done -> grants.forget(hash));
        });
    }
}
