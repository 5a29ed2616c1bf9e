package io.millrace.gateway.links;

import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.links.LinkTerms;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers with pages of the caller's links. */
final class LinkListHandler {
    private static final int MAX_QUERY = 200;

    /** As many as the first line of a request has room for, were all of them as long as they can be. */
    private static final int MAX_KEYS = 50;

    private final Callers callers;
    private final LinkList list;
    private final URI publicUrl;

    LinkListHandler(Callers callers, LinkList list, URI publicUrl) {
        this.callers = callers;
        this.list = list;
        this.publicUrl = publicUrl;
    }

    /** A page as the interface shows it. */
    private record PageAnswer(
            List<LinkAnswer> items, @Nullable String next) {}

    Mono<ServerResponse> list(ServerRequest request) {
        String keys = request.queryParam("keys").orElse(null);
        return (keys == null ? newest(request) : named(request, keys(keys))).flatMap(page -> ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .bodyValue(new PageAnswer(
                        page.items().stream()
                                .map(link -> LinkAnswer.of(link, publicUrl, null))
                                .toList(),
                        page.next() == null ? null : LinkCursor.write(page.next()))));
    }

    private Mono<Listing.Page<Link>> newest(ServerRequest request) {
        return callers.of(request.exchange().getRequest())
                .flatMap(owner -> list.page(new LinkList.Query(
                        owner,
                        request.queryParam("tag").filter(tag -> !tag.isBlank()).orElse(null),
                        words(request.queryParam("q").orElse("")),
                        request.queryParam("cursor").map(LinkCursor::read).orElse(null),
                        Listing.limit(request))));
    }

    private Mono<Listing.Page<Link>> named(ServerRequest request, List<LinkKey> keys) {
        return callers.caller(request.exchange().getRequest()).flatMap(caller -> list.named(caller, keys));
    }

    /** What cannot be a key names nothing. */
    private static List<LinkKey> keys(String text) {
        List<String> keys = Arrays.stream(text.split(",")).distinct().toList();
        if (keys.size() > MAX_KEYS) {
            throw Problem.ofField(
                    ProblemType.INVALID_PARAMETER, "keys", "\"keys\" names at most " + MAX_KEYS + " links");
        }
        return keys.stream().filter(LinkKey::isValid).map(LinkKey::new).toList();
    }

    private static List<String> words(String query) {
        if (query.length() > MAX_QUERY) {
            throw Problem.ofField(ProblemType.INVALID_PARAMETER, "q", "\"q\" has at most " + MAX_QUERY + " characters");
        }
        return LinkTerms.tokens(query);
    }
}
