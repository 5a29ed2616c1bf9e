package io.millrace.gateway.accounts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.accounts.Role;
import io.millrace.gateway.visitors.Visitors;
import io.millrace.gateway.web.Bodies;
import io.millrace.gateway.web.Fields;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Registers, and signs in and out. What it takes is JSON, which pages of other sites cannot send. */
final class AccountsHandler {
    static final int MAX_BODY = 8 * 1024;
    static final Set<MediaType> JSON = Set.of(MediaType.APPLICATION_JSON);

    private static final InetAddress NOWHERE = InetAddress.getLoopbackAddress();

    private final Callers callers;
    private final AccountCommands accounts;
    private final ApiKeyCommands keys;
    private final SessionCommands sessions;
    private final SessionCookie cookie;
    private final Visitors visitors;
    private final Set<OwnerId> configured;

    /** @param configured the owners of keys of the configuration: their names are theirs */
    AccountsHandler(
            Callers callers,
            AccountCommands accounts,
            ApiKeyCommands keys,
            SessionCommands sessions,
            SessionCookie cookie,
            Visitors visitors,
            Set<OwnerId> configured) {
        this.callers = callers;
        this.accounts = accounts;
        this.keys = keys;
        this.sessions = sessions;
        this.cookie = cookie;
        this.visitors = visitors;
        this.configured = Set.copyOf(configured);
    }

    /** What a new account is told; the key is not shown again. */
    private record Registered(String userName, String apiKey) {}

    Mono<ServerResponse> register(ServerRequest request) {
        Bodies.type(request, JSON);
        return Bodies.json(request, MAX_BODY).flatMap(body -> {
            Fields fields = new Fields(body, Set.of("userName", "email", "password"));
            OwnerId name = UserNames.checked(fields.required("userName"));
            if (configured.contains(name)) {
                throw AccountCommands.taken(name);
            }
            String email = EmailAddress.checked(fields.required("email"));
            String password = Passwords.checked("password", fields.required("password"));
            return accounts.open(name, email, password, Role.USER, false)
                    .flatMap(opened -> keys.make(name, "first key", Scope.ALL))
                    .flatMap(made -> ServerResponse.created(URI.create("/api/v1/me"))
                            .contentType(MediaType.APPLICATION_JSON)
                            .header(HttpHeaders.CACHE_CONTROL, "no-store")
                            .bodyValue(new Registered(name.value(), made.secret())));
        });
    }

    /** Who signed in, and what the page's requests that change something carry. */
    private record SignedIn(String userName, boolean mustChangePassword, String csrfToken) {}

    Mono<ServerResponse> signIn(ServerRequest request) {
        Bodies.type(request, JSON);
        return Bodies.json(request, MAX_BODY).flatMap(body -> {
            Fields fields = new Fields(body, Set.of("userName", "password"));
            return sessions.signIn(
                            fields.required("userName"),
                            fields.required("password"),
                            client(request, visitors),
                            cookie.of(request.exchange().getRequest()))
                    .flatMap(begun -> ServerResponse.status(HttpStatus.CREATED)
                            .cookie(cookie.set(begun.token(), begun.life()))
                            .contentType(MediaType.APPLICATION_JSON)
                            .header(HttpHeaders.CACHE_CONTROL, "no-store")
                            .bodyValue(new SignedIn(
                                    begun.credential().name().value(),
                                    begun.credential().mustChange(),
                                    Callers.csrfToken(begun.token()))));
        });
    }

    Mono<ServerResponse> signOut(ServerRequest request) {
        String token = cookie.of(request.exchange().getRequest());
        return callers.caller(request.exchange().getRequest())
                .then(token == null ? Mono.empty() : sessions.end(token))
                .then(Mono.defer(() ->
                        ServerResponse.noContent().cookie(cookie.cleared()).build()));
    }

    /** Where the request comes from, as far as its proxies are believed. */
    static InetAddress client(ServerRequest request, Visitors visitors) {
        List<String> forwarded = request.headers().header("X-Forwarded-For");
        return visitors.client(
                request.remoteAddress().map(InetSocketAddress::getAddress).orElse(NOWHERE),
                forwarded.isEmpty() ? null : String.join(",", forwarded));
    }
}
