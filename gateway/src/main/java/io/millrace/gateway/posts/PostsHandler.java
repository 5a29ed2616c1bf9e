package io.millrace.gateway.posts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.accounts.Caller;
import io.millrace.gateway.links.Listing;
import io.millrace.gateway.web.Bodies;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.gateway.web.Wishes;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The routes of posts. */
final class PostsHandler {
    static final int MAX_BODY = 64 * 1024;

    private static final Set<MediaType> JSON = Set.of(MediaType.APPLICATION_JSON);

    private final PostAccess access;
    private final PostCommands commands;
    private final PostAnswers answers;
    private final Timelines timelines;

    PostsHandler(PostAccess access, PostCommands commands, PostAnswers answers, Timelines timelines) {
        this.access = access;
        this.commands = commands;
        this.answers = answers;
        this.timelines = timelines;
    }

    Mono<ServerResponse> create(ServerRequest request) {
        Bodies.type(request, JSON);
        return access.account(request).flatMap(caller -> Bodies.json(request, MAX_BODY)
                .map(NewPost::of)
                .flatMap(wish -> commands.create(caller.owner(), wish))
                .flatMap(post -> answers.of(caller, List.of(post)))
                .map(shown -> shown.get(0))
                .flatMap(shown -> ServerResponse.created(URI.create(shown.url()))
                        .contentType(MediaType.APPLICATION_JSON)
                        .eTag("\"" + shown.version() + "\"")
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .bodyValue(shown)));
    }

    Mono<ServerResponse> read(ServerRequest request) {
        return access.anybody(request)
                .flatMap(caller -> access.visible(request, caller).flatMap(post -> answer(caller.orElse(null), post)));
    }

    Mono<ServerResponse> edit(ServerRequest request) {
        Bodies.type(request, JSON);
        Long ifMatch = Wishes.ifMatch(request);
        return access.own(request)
                .flatMap(post -> Bodies.json(request, MAX_BODY).flatMap(change -> commands.edit(post, change, ifMatch)))
                .flatMap(post -> access.caller(request).flatMap(caller -> answer(caller, post)));
    }

    Mono<ServerResponse> delete(ServerRequest request) {
        Long ifMatch = Wishes.ifMatch(request);
        return access.own(request)
                .flatMap(post -> commands.delete(post, ifMatch))
                .then(ServerResponse.noContent().build());
    }

    Mono<ServerResponse> like(ServerRequest request) {
        return like(request, true);
    }

    Mono<ServerResponse> unlike(ServerRequest request) {
        return like(request, false);
    }

    private Mono<ServerResponse> like(ServerRequest request, boolean liked) {
        return access.account(request)
                .flatMap(caller -> access.visible(request, Optional.of(caller))
                        .flatMap(post -> commands.like(caller.owner(), post, liked)))
                .then(ServerResponse.noContent().build());
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record PageAnswer(
            List<PostAnswer> items, @Nullable PostId next) {}

    /** An author's posts; of an author that does not exist there are none. */
    Mono<ServerResponse> timeline(ServerRequest request) {
        OwnerId author = author(request);
        PostId before = before(request);
        int limit = Listing.limit(request);
        return access.anybody(request)
                .flatMap(caller -> timelines
                        .page(caller.orElse(null), author, before, limit)
                        .flatMap(page -> answers.of(caller.orElse(null), page.posts())
                                .map(items -> new PageAnswer(items, page.next()))))
                .flatMap(page -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .bodyValue(page));
    }

    private static OwnerId author(ServerRequest request) {
        try {
            return new OwnerId(request.pathVariable("name"));
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemType.NOT_FOUND, "Nobody has that name");
        }
    }

    private static @Nullable PostId before(ServerRequest request) {
        try {
            return request.queryParam("cursor").map(PostId::parse).orElse(null);
        } catch (IllegalArgumentException e) {
            throw Problem.ofField(
                    ProblemType.INVALID_PARAMETER,
                    "cursor",
                    "\"cursor\" is the \"next\" of a page, as it was answered");
        }
    }

    private Mono<ServerResponse> answer(@Nullable Caller caller, Post post) {
        return answers.of(caller, List.of(post)).flatMap(shown -> ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .eTag("\"" + post.version() + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .bodyValue(shown.get(0)));
    }
}
