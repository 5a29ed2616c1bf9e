package io.millrace.gateway.accounts;

import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.accounts.AccountEvent;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.accounts.Role;
import io.millrace.gateway.log.EventLog;
import io.millrace.gateway.web.Fields;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.accounts.AccountEdits;
import io.millrace.storage.accounts.Credential;
import io.millrace.storage.accounts.Credentials;
import io.millrace.storage.accounts.StoredAccount;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Opens, changes and closes accounts. The row of credentials decides who has a name; then the log is told, without anything
 * secret. If the log's answer is lost, the account is there and the log is told again at its first sign-in.
 */
final class AccountCommands {
    private static final Logger log = LoggerFactory.getLogger(AccountCommands.class);

    private final Credentials credentials;
    private final Accounts accounts;
    private final AccountEdits edits;
    private final Passwords passwords;
    private final ApiKeyCommands keys;
    private final EventLog events;
    private final Grants grants;
    private final Clock clock;

    AccountCommands(
            Credentials credentials,
            Accounts accounts,
            AccountEdits edits,
            Passwords passwords,
            ApiKeyCommands keys,
            EventLog events,
            Grants grants,
            Clock clock) {
        this.credentials = credentials;
        this.accounts = accounts;
        this.edits = edits;
        this.passwords = passwords;
        this.keys = keys;
        this.events = events;
        this.grants = grants;
        this.clock = clock;
    }

    /**
     * Opens an account.
     *
     * @param password one that may be one
     * @param mustChange whether the password is good for choosing another one only
     */
    Mono<Credential> open(OwnerId name, String email, String password, Role role, boolean mustChange) {
        return credentials
                .find(name)
                .flatMap(taken -> Mono.<String>error(taken(name)))
                .switchIfEmpty(Mono.defer(() -> passwords.hash(password)))
                .map(hash ->
                        new Credential(name, UUID.randomUUID(), email, hash, role, now(), 0, mustChange, false, false))
                .flatMap(wanted -> credentials
                        .claim(wanted)
                        .filter(won -> won)
                        .switchIfEmpty(Mono.error(() -> taken(name)))
                        .then(announce(wanted, credentials.release(name, wanted.claim())))
                        .thenReturn(wanted));
    }

    static Problem taken(OwnerId name) {
        return Problem.ofField(
                ProblemType.NAME_TAKEN, "userName", "The user name \"" + name + "\" is taken; choose another");
    }

    /** Tells the log of an account that it may not know. */
    Mono<Void> ensureLogged(Credential credential) {
        if (credential.logged()) {
            return Mono.empty();
        }
        return accounts.find(credential.name())
                .hasElement()
                .flatMap(known -> known ? remember(credential) : announce(credential, Mono.empty()));
    }

    private Mono<Void> announce(Credential credential, Mono<Void> undo) {
        Account account = account(credential);
        return events.append(new AccountEvent.AccountCreated(account), undo)
                .doOnSuccess(done -> accounts.put(new StoredAccount(account, null)))
                .then(remember(credential));
    }

    private Mono<Void> remember(Credential credential) {
        return credentials.logged(credential.name(), credential.claim()).onErrorResume(error -> {
            log.debug("That the log has an account is left to be found out again", error);
            return Mono.empty();
        });
    }

    /** The account as it was opened, where the view does not have it yet. */
    private static Account account(Credential credential) {
        return new Account(credential.name(), null, credential.role(), credential.createdAt(), 1);
    }

    /** The account's last state. */
    Mono<StoredAccount> find(Credential credential) {
        return accounts.find(credential.name()).defaultIfEmpty(new StoredAccount(account(credential), null));
    }

    /** Changes what everybody may know of the account. */
    Mono<Account> edit(Credential credential, UnaryOperator<Account> change) {
        return ensureLogged(credential)
                .then(find(credential))
                .map(StoredAccount::account)
                .flatMap(before -> {
                    Account edited = change.apply(before);
                    return claimVersion(before)
                            .then(Mono.defer(() ->
                                    events.append(new AccountEvent.AccountEdited(edited, now()), release(before))))
                            .doOnSuccess(done -> accounts.put(new StoredAccount(edited, null)))
                            .thenReturn(edited);
                });
    }

    Mono<Void> changeEmail(Credential credential, String email) {
        return credentials.changeEmail(credential.name(), email).then();
    }

    /**
     * Sets a new password, which ends all sessions.
     *
     * @param password one that may be one
     * @return the new generation
     */
    Mono<Integer> changePassword(Credential credential, String current, String password) {
        return passwords
                .matches(current, credential.password())
                .filter(right -> right)
                .switchIfEmpty(Mono.error(() -> Problem.ofField(
                        ProblemType.WRONG_PASSWORD, "currentPassword", "\"currentPassword\" is not your password")))
                .flatMap(right -> passwords.matches(password, credential.password()))
                .filter(same -> !same)
                .switchIfEmpty(Mono.error(() -> Fields.invalid("password", "The new password is the one you have")))
                .flatMap(other -> passwords.hash(password))
                .flatMap(hash -> credentials.changePassword(credential.name(), credential.generation(), hash))
                .filter(done -> done)
                .switchIfEmpty(Mono.error(
                        () -> Problem.of(ProblemType.EDIT_CONFLICT, "The password was changed at the same moment")))
                .doOnNext(done -> grants.forget(credential.name()))
                .thenReturn(credential.generation() + 1);
    }

    /**
     * Closes the account of whoever knows its password: the log first, so that what belongs to it goes, by the hand of ingest;
     * then all ways to sign in, which ingest also ends, should this gateway be killed here.
     */
    Mono<Void> close(Credential credential, String password) {
        return passwords
                .matches(password, credential.password())
                .filter(right -> right)
                .switchIfEmpty(Mono.error(() ->
                        Problem.ofField(ProblemType.WRONG_PASSWORD, "password", "\"password\" is not your password")))
                .then(ensureLogged(credential))
                .then(find(credential))
                .filter(stored -> !stored.isDeleted())
                .map(StoredAccount::account)
                .flatMap(last -> claimVersion(last).then(Mono.defer(() -> delete(last))))
                .then(credentials.close(credential.name()))
                .then(keys.revokeAll(credential.name()))
                .doOnSuccess(done -> grants.forget(credential.name()));
    }

    private Mono<Void> delete(Account last) {
        Instant deletedAt = now();
        Account nameless = new Account(last.name(), null, last.role(), last.createdAt(), last.version());
        return events.append(new AccountEvent.AccountDeleted(nameless, deletedAt), release(last))
                .doOnSuccess(done -> accounts.put(new StoredAccount(last, deletedAt)));
    }

    private Mono<Void> claimVersion(Account account) {
        return edits.claim(account.name(), account.version())
                .filter(won -> won)
                .switchIfEmpty(Mono.error(() ->
                        Problem.of(ProblemType.EDIT_CONFLICT, "The account was changed at the same moment; try again")))
                .then();
    }

    private Mono<Void> release(Account account) {
        return edits.release(account.name(), account.version());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
