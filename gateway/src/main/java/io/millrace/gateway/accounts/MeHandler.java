package io.millrace.gateway.accounts;

import io.millrace.contracts.accounts.Account;
import io.millrace.gateway.accounts.Caller.Way;
import io.millrace.gateway.visitors.Visitors;
import io.millrace.gateway.web.Bodies;
import io.millrace.gateway.web.Fields;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.accounts.Credential;
import io.millrace.storage.accounts.Credentials;
import io.millrace.storage.accounts.SignIns;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The caller's account. */
final class MeHandler {
    private static final Set<String> CHANGEABLE =
            Set.of("displayName", "approvesFollowers", "email", "password", "currentPassword");

    private final Callers callers;
    private final Credentials credentials;
    private final SignIns signIns;
    private final AccountCommands accounts;
    private final SessionCommands sessions;
    private final SessionCookie cookie;
    private final Visitors visitors;

    MeHandler(
            Callers callers,
            Credentials credentials,
            SignIns signIns,
            AccountCommands accounts,
            SessionCommands sessions,
            SessionCookie cookie,
            Visitors visitors) {
        this.callers = callers;
        this.credentials = credentials;
        this.signIns = signIns;
        this.accounts = accounts;
        this.sessions = sessions;
        this.cookie = cookie;
        this.visitors = visitors;
    }

    Mono<ServerResponse> read(ServerRequest request) {
        return caller(request).flatMap(caller -> answer(caller, session(caller, request), null));
    }

    Mono<ServerResponse> edit(ServerRequest request) {
        Bodies.type(request, AccountsHandler.JSON);
        return caller(request)
                .flatMap(caller -> owned(caller).flatMap(credential -> Bodies.json(request, AccountsHandler.MAX_BODY)
                        .map(body -> new Fields(body, CHANGEABLE))
                        .flatMap(fields -> edit(request, caller, credential, fields))));
    }

    /** Everything is checked before anything is changed. */
    private Mono<ServerResponse> edit(ServerRequest request, Caller caller, Credential credential, Fields fields) {
        String displayName = fields.line("displayName", Account.MAX_DISPLAY_NAME_LENGTH);
        String email = fields.text("email");
        String address = email == null ? null : EmailAddress.checked(email);
        String wanted = fields.text("password");
        String password = wanted == null ? null : Passwords.checked("password", wanted);
        String current = password == null ? "" : fields.required("currentPassword");
        String session = session(caller, request);
        Boolean approves = fields.flag("approvesFollowers");
        Mono<Void> renamed = fields.has("displayName") || approves != null
                ? accounts.edit(
                                credential,
                                before -> new Account(
                                        before.name(),
                                        fields.has("displayName") ? displayName : before.displayName(),
                                        before.role(),
                                        before.createdAt(),
                                        before.version() + 1,
                                        approves == null ? before.approvesFollowers() : approves))
                        .then()
                : Mono.empty();
        Mono<Void> moved = address == null ? Mono.empty() : accounts.changeEmail(credential, address);
        if (password == null) {
            return renamed.then(moved).then(Mono.defer(() -> answer(caller, session, null)));
        }
        return sessions.changePassword(credential, current, password, AccountsHandler.client(request, visitors))
                .flatMap(generation -> renamed.then(moved)
                        .then(
                                session == null
                                        ? answer(caller, null, null)
                                        : sessions.begin(credential, generation, session)
                                                .flatMap(begun -> answer(caller, begun.token(), begun))));
    }

    /** Takes the password, so that neither a lost key nor a browser left open can end an account. */
    Mono<ServerResponse> close(ServerRequest request) {
        return caller(request)
                .flatMap(this::owned)
                .flatMap(credential -> password(request)
                        .flatMap(password ->
                                sessions.close(credential, password, AccountsHandler.client(request, visitors))))
                .then(Mono.defer(() ->
                        ServerResponse.noContent().cookie(cookie.cleared()).build()));
    }

    private static Mono<String> password(ServerRequest request) {
        Bodies.type(request, AccountsHandler.JSON);
        return Bodies.json(request, AccountsHandler.MAX_BODY)
                .map(body -> new Fields(body, Set.of("password")).required("password"));
    }

    private Mono<Caller> caller(ServerRequest request) {
        return callers.caller(request.exchange().getRequest());
    }

    /** The cookie of a caller who is known by it. */
    private @Nullable String session(Caller caller, ServerRequest request) {
        return caller.way() == Way.SESSION ? cookie.of(request.exchange().getRequest()) : null;
    }

    private Mono<Credential> owned(Caller caller) {
        return find(caller).switchIfEmpty(Mono.error(MeHandler::noAccount));
    }

    /** Somebody who is not signed in has no account, even if there is one of the name. */
    private Mono<Credential> find(Caller caller) {
        return caller.isAnonymous()
                ? Mono.empty()
                : credentials.find(caller.owner()).filter(credential -> !credential.closed());
    }

    static Problem noAccount() {
        return Problem.of(ProblemType.FORBIDDEN, "That is for accounts; register one, or sign in");
    }

    private Mono<ServerResponse> answer(
            Caller caller, @Nullable String session, SessionCommands.@Nullable Begun begun) {
        String csrfToken = session == null ? null : Callers.csrfToken(session);
        Mono<MeAnswer> me = find(caller)
                .flatMap(credential -> Mono.zip(
                        accounts.find(credential),
                        signIns.last(caller.owner()).map(Optional::of).defaultIfEmpty(Optional.empty()),
                        (stored, last) ->
                                MeAnswer.of(caller, credential, stored.account(), last.orElse(null), csrfToken)))
                .switchIfEmpty(Mono.fromSupplier(() -> MeAnswer.without(caller)));
        return me.flatMap(answer -> {
            ServerResponse.BodyBuilder response = ServerResponse.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store");
            if (begun != null) {
                response.cookie(cookie.set(begun.token(), begun.life()));
            }
            return response.bodyValue(answer);
        });
    }
}
