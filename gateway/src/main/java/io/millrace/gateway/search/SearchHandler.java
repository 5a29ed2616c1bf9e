package io.millrace.gateway.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.accounts.Caller;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.links.Listing;
import io.millrace.gateway.posts.PostAnswers;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.search.SearchQuery;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers {@code GET /api/v1/search}: posts, newest first, or accounts, by name. */
final class SearchHandler {
    private static final int MAX_QUERY = 200;
    private static final int MAX_WORDS = 20;

    private final Callers callers;
    private final PostSearch posts;
    private final PostAnswers answers;
    private final UserSearch users;

    SearchHandler(Callers callers, PostSearch posts, PostAnswers answers, UserSearch users) {
        this.callers = callers;
        this.posts = posts;
        this.answers = answers;
        this.users = users;
    }

    /** An account as it is found. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Found(OwnerId userName, @Nullable String displayName) {}

    Mono<ServerResponse> search(ServerRequest request) {
        SearchQuery query = query(request.queryParam("q").orElse(""));
        int limit = Listing.limit(request);
        return switch (request.queryParam("type").orElse("posts")) {
            case "posts" -> posts(request, query, cursor(request, PostId::parse), limit);
            case "users" -> users(request, query, cursor(request, OwnerId::new), limit);
            default -> throw invalid("type", "\"type\" is \"posts\" or \"users\"");
        };
    }

    private Mono<ServerResponse> posts(ServerRequest request, SearchQuery query, @Nullable PostId before, int limit) {
        return callers.anybody(request.exchange().getRequest())
                .flatMap(caller -> posts.page(caller.orElse(null), query, before, limit)
                        .flatMap(page -> shown(caller.orElse(null), page)));
    }

    private Mono<ServerResponse> shown(@Nullable Caller caller, Page<Post, PostId> page) {
        return answers.of(caller, page.items()).flatMap(items -> answer(new Page<>(items, page.next())));
    }

    private Mono<ServerResponse> users(ServerRequest request, SearchQuery query, @Nullable OwnerId after, int limit) {
        return callers.anybody(request.exchange().getRequest())
                .flatMap(caller -> users.page(caller.orElse(null), query, after, limit))
                .flatMap(page -> answer(new Page<>(
                        page.items().stream()
                                .map(account -> new Found(account.name(), account.displayName()))
                                .toList(),
                        page.next())));
    }

    private static Mono<ServerResponse> answer(Page<?, ?> page) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .bodyValue(page);
    }

    private static SearchQuery query(String text) {
        if (text.length() > MAX_QUERY) {
            throw invalid("q", "\"q\" has at most " + MAX_QUERY + " characters");
        }
        try {
            SearchQuery query = SearchQuery.of(text);
            if (query.words().size() > MAX_WORDS) {
                throw invalid("q", "\"q\" has at most " + MAX_WORDS + " words");
            }
            return query;
        } catch (IllegalArgumentException e) {
            throw invalid("q", "\"q\" names at least one word");
        }
    }

    private static <P> @Nullable P cursor(ServerRequest request, Function<String, P> parse) {
        try {
            return request.queryParam("cursor").map(parse).orElse(null);
        } catch (IllegalArgumentException e) {
            throw invalid("cursor", "\"cursor\" is the \"next\" of a page, as it was answered");
        }
    }

    private static Problem invalid(String parameter, String sentence) {
        return Problem.ofField(ProblemType.INVALID_PARAMETER, parameter, sentence);
    }
}
