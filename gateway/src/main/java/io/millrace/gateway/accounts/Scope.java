package io.millrace.gateway.accounts;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** What an API key may be used for: to read or to write what belongs to one product. Sessions may do everything. */
public enum Scope {
    /** Follow private links, list links, read their settings. */
    LINKS_READ("links:read"),
    /** Make, change and delete links. */
    LINKS_WRITE("links:write"),
    /** Read private pastes, list pastes. */
    PASTES_READ("pastes:read"),
    /** Make, change and delete pastes. */
    PASTES_WRITE("pastes:write"),
    /** Read posts, feeds and their photos that are not for everybody; see who follows whom. */
    POSTS_READ("posts:read"),
    /** Post, like, upload, follow and block. */
    POSTS_WRITE("posts:write"),
    /** See who visited. */
    TELEMETRY_READ("telemetry:read"),
    /** See the account and its keys. */
    ACCOUNT_READ("account:read"),
    /** Change the account, make and revoke keys. */
    ACCOUNT_WRITE("account:write");

    static final Set<Scope> ALL = Set.of(values());

    private static final List<String> OF_POSTS = List.of(
            "/api/v1/posts",
            "/api/v1/media",
            "/media",
            "/api/v1/users",
            "/api/v1/follow-requests",
            "/api/v1/feed",
            "/api/v1/search",
            "/api/v1/trending");

    private final String word;

    Scope(String word) {
        this.word = word;
    }

    /** How the interface writes it. */
    public String word() {
        return word;
    }

    static @Nullable Scope of(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.word.equals(word))
                .findFirst()
                .orElse(null);
    }

    static Set<Scope> of(Set<String> words) {
        EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Scope scope : values()) {
            if (words.contains(scope.word)) {
                scopes.add(scope);
            }
        }
        return scopes;
    }

    /** What a key must be good for to make this request. What is not known here needs the most. */
    static Scope neededFor(ServerHttpRequest request) {
        HttpMethod method = request.getMethod();
        boolean reads = HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
        String path = request.getPath().pathWithinApplication().value();
        if (reads && (path.startsWith("/api/v1/site/") || path.matches("/api/v1/(.+/)?telemetry(/.*)?"))) {
            return TELEMETRY_READ;
        }
        if (isBelow(path, "/api/v1/links")) {
            return reads ? LINKS_READ : LINKS_WRITE;
        }
        if (isBelow(path, "/api/v1/pastes")
                || isBelow(path, "/p")
                || isBelow(path, "/documents")
                || isBelow(path, "/raw")) {
            return reads ? PASTES_READ : PASTES_WRITE;
        }
        if (OF_POSTS.stream().anyMatch(root -> isBelow(path, root))) {
            return reads ? POSTS_READ : POSTS_WRITE;
        }
        if (reads && path.indexOf('/', 1) < 0) {
            return LINKS_READ;
        }
        return reads && isBelow(path, "/api/v1/me") ? ACCOUNT_READ : ACCOUNT_WRITE;
    }

    private static boolean isBelow(String path, String root) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }
}
