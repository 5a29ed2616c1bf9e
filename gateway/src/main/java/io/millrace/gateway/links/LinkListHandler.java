package io.millrace.gateway.links;

import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.links.LinkTerms;
import java.net.URI;
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
        return callers.of(request.exchange().getRequest())
                .flatMap(owner -> list.page(new LinkList.Query(
                        owner,
                        request.queryParam("tag").filter(tag -> !tag.isBlank()).orElse(null),
                        words(request.queryParam("q").orElse("")),
                        request.queryParam("cursor").map(LinkCursor::read).orElse(null),
                        Listing.limit(request))))
                .flatMap(page -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .bodyValue(new PageAnswer(
                                page.items().stream()
                                        .map(link -> LinkAnswer.of(link, publicUrl, null))
                                        .toList(),
                                page.next() == null ? null : LinkCursor.write(page.next()))));
    }

    private static List<String> words(String query) {
        if (query.length() > MAX_QUERY) {
            throw Problem.ofField(ProblemType.INVALID_PARAMETER, "q", "\"q\" has at most " + MAX_QUERY + " characters");
        }
        return LinkTerms.tokens(query);
    }
}
