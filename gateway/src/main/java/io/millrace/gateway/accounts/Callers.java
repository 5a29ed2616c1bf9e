package io.millrace.gateway.accounts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/**
 * Tells who asks: the owner of the API key that a request carries, or, where that is allowed, the owner {@code default} for
 * requests from this machine without a key.
 *
 * <p>A request without a key is from this machine if its connection is, it names this machine as its host, and it was neither
 * passed on by a proxy nor sent by a page of another site: else any web page that is open on this machine could use the
 * interface, directly or by pointing its own name here.
 */
public final class Callers {
    private static final String SCHEME = "Bearer ";
    private static final List<String> SIGNS_OF_A_PROXY = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");

    private final Map<String, OwnerId> owners;
    private final boolean anonymous;
    private final Set<String> admins;
    private final String publicHost;

    Callers(AccountSettings settings, URI publicUrl) {
        this.owners = settings.owners();
        this.anonymous = settings.anonymous();
        this.admins = Set.copyOf(settings.admins());
        this.publicHost = publicUrl.getHost();
    }

    /** Who asks; fails with a problem if the key is unknown, or is missing and needed. */
    public Mono<OwnerId> of(ServerHttpRequest request) {
        return Mono.defer(() -> {
            String authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
            if (authorization == null) {
                return isLocal(request)
                        ? Mono.just(OwnerId.DEFAULT)
                        : Mono.error(unauthenticated("Send an API key: Authorization: Bearer mr_…"));
            }
            OwnerId owner = authorization.startsWith(SCHEME)
                    ? owners.get(sha256(authorization.substring(SCHEME.length()).strip()))
                    : null;
            return owner != null ? Mono.just(owner) : Mono.error(unauthenticated("The API key is not known"));
        });
    }

    /** Whether the owner may see what belongs to the whole site. */
    public boolean isAdmin(OwnerId owner) {
        return admins.contains(owner.value());
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

    private static String sha256(String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
