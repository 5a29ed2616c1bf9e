package io.millrace.gateway.accounts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.accounts.Caller.Way;
import io.millrace.gateway.accounts.Grants.Grant;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/**
 * Tells who asks: the owner of the API key that a request carries, else whoever signed in with its browser, else, where that
 * is allowed, the owner {@code default} for requests from this machine.
 *
 * <p>A key is good for what its scopes say. A session's request that changes something carries the token that only our own
 * pages can read, because a browser sends cookies along with requests that other sites make it send.
 *
 * <p>A request without both is from this machine if its connection is, it names this machine as its host, and it was neither
 * passed on by a proxy nor sent by a page of another site: else any web page that is open on this machine could use the
 * interface, directly or by pointing its own name here.
 */
public final class Callers {
    /** The header that carries the token of {@code GET /api/v1/me}. */
    static final String CSRF_HEADER = "X-CSRF-Token";

    private static final String SCHEME = "Bearer ";
    private static final List<String> SIGNS_OF_A_PROXY = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Map<String, Caller> configured;
    private final Function<String, Mono<Grant>> keys;
    private final Function<String, Mono<Grant>> sessions;
    private final SessionCookie cookie;
    private final boolean anonymous;
    private final Caller nobody;
    private final String publicHost;

    /**
     * @param keys what an API key stands for; empty if it is unknown
     * @param sessions what the session of a cookie stands for; empty if there is none
     */
    Callers(
            AccountSettings settings,
            Function<String, Mono<Grant>> keys,
            Function<String, Mono<Grant>> sessions,
            SessionCookie cookie,
            URI publicUrl) {
        this.configured = settings.callers();
        this.keys = keys;
        this.sessions = sessions;
        this.cookie = cookie;
        this.anonymous = settings.anonymous();
        this.nobody = new Caller(OwnerId.DEFAULT, settings.role(OwnerId.DEFAULT.value()), Way.ANONYMOUS, Scope.ALL);
        this.publicHost = publicUrl.getHost();
    }

    /** The owner that asks; fails as {@link #caller} does. */
    public Mono<OwnerId> of(ServerHttpRequest request) {
        return caller(request).map(Caller::owner);
    }

    /**
     * Who asks; fails with a problem if the key or the session is unknown, or is missing and needed, or is not good for this
     * request.
     */
    public Mono<Caller> caller(ServerHttpRequest request) {
        return Mono.defer(() -> {
            String authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
            if (authorization != null) {
                return ofKey(authorization).flatMap(caller -> withinScopes(caller, request));
            }
            String token = cookie.of(request);
            if (token != null) {
                return ofSession(token, request);
            }
            return isLocal(request)
                    ? Mono.just(nobody)
                    : Mono.error(unauthenticated("Sign in, or send an API key: Authorization: Bearer mr_…"));
        });
    }

    /**
     * Who asks; empty for somebody who does not say, where nobody has to. Fails as {@link #caller} does for a key that is wrong:
     * whoever says who they are is told if that is not so.
     */
    public Mono<Optional<Caller>> anybody(ServerHttpRequest request) {
        return caller(request)
                .map(Optional::of)
                .onErrorResume(
                        Problem.class,
                        problem -> problem.type() == ProblemType.UNAUTHENTICATED
                                        && request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION) == null
                                ? Mono.just(Optional.empty())
                                : Mono.error(problem));
    }

    private Mono<Caller> ofKey(String authorization) {
        if (!authorization.startsWith(SCHEME)) {
            return Mono.error(unknownKey());
        }
        String key = authorization.substring(SCHEME.length()).strip();
        Caller known = configured.get(Secrets.hash(key));
        return known != null
                ? Mono.just(known)
                : keys.apply(key).map(Grant::caller).switchIfEmpty(Mono.error(Callers::unknownKey));
    }

    private static Mono<Caller> withinScopes(Caller caller, ServerHttpRequest request) {
        Scope needed = Scope.neededFor(request);
        return caller.scopes().contains(needed)
                ? Mono.just(caller)
                : Mono.error(Problem.of(
                                ProblemType.FORBIDDEN,
                                "This API key is not good for " + needed.word() + "; use another")
                        .withHeader(
                                HttpHeaders.WWW_AUTHENTICATE,
                                "Bearer error=\"insufficient_scope\", scope=\"" + needed.word() + "\""));
    }

    private Mono<Caller> ofSession(String token, ServerHttpRequest request) {
        return sessions.apply(token)
                .switchIfEmpty(Mono.error(() -> unauthenticated("You are signed out; sign in again")
                        .withHeader(HttpHeaders.SET_COOKIE, cookie.cleared().toString())))
                .map(grant -> {
                    if (!READS.contains(request.getMethod()) && !isFromOurPage(token, request)) {
                        throw Problem.of(
                                ProblemType.CSRF_TOKEN_MISSING,
                                "Send the csrfToken of GET /api/v1/me as the header " + CSRF_HEADER);
                    }
                    if (grant.mustChange() && !isOfAccount(request)) {
                        throw Problem.of(
                                ProblemType.PASSWORD_CHANGE_DUE,
                                "Choose a new password first: PATCH /api/v1/me with currentPassword and password");
                    }
                    return grant.caller();
                });
    }

    private static boolean isFromOurPage(String token, ServerHttpRequest request) {
        String sent = request.getHeaders().getFirst(CSRF_HEADER);
        return sent != null && Secrets.areEqual(sent, csrfToken(token));
    }

    /** What a session's requests that change something carry as {@link #CSRF_HEADER}. */
    static String csrfToken(String session) {
        return Secrets.derived("csrf", session);
    }

    private static boolean isOfAccount(ServerHttpRequest request) {
        String path = request.getPath().pathWithinApplication().value();
        return path.equals("/api/v1/me") || path.equals("/api/v1/sessions/current");
    }

    private boolean isLocal(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        InetSocketAddress remote = request.getRemoteAddress();
        String site = headers.getFirst("Sec-Fetch-Site");
        return anonymous
                && remote != null
                && remote.getAddress() != null
                && remote.getAddress().isLoopbackAddress()
                && SIGNS_OF_A_PROXY.stream().noneMatch(headers::containsHeader)
                && isOwnName(headers.getHost())
                && (site == null || OWN_PAGES.contains(site))
                && isOwnOrigin(headers.getOrigin(), headers.getFirst(HttpHeaders.HOST));
    }

    private boolean isOwnName(@Nullable InetSocketAddress host) {
        if (host == null) {
            return false;
        }
        String name = host.getHostString();
        return OWN_NAMES.contains(name) || name.equals("::1") || name.equalsIgnoreCase(publicHost);
    }

    private static boolean isOwnOrigin(@Nullable String origin, @Nullable String host) {
        return origin == null || origin.equals("http://" + host) || origin.equals("https://" + host);
    }

    private static Problem unauthenticated(String detail) {
        return Problem.of(ProblemType.UNAUTHENTICATED, detail).withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    private static Problem unknownKey() {
        return unauthenticated("The API key is not known");
    }
}
