package io.millrace.gateway.sharing;

import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.accounts.Caller;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.graph.PostAudience;
import io.millrace.gateway.redirect.RefusalPage;
import io.millrace.gateway.ui.PostPages;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code GET /posts/{id}}: the page of a post for whom it is for. What the post says is fetched by the page; the head tells other
 * apps of it, if everybody may see it. What is not for who asks is answered as what is not there.
 */
final class PostPageHandler {
    private final Callers callers;
    private final Function<PostId, Mono<Post>> posts;
    private final PostAudience audience;
    private final PostPages pages;
    private final URI publicUrl;

    PostPageHandler(
            Callers callers,
            Function<PostId, Mono<Post>> posts,
            PostAudience audience,
            PostPages pages,
            URI publicUrl) {
        this.callers = callers;
        this.posts = posts;
        this.audience = audience;
        this.pages = pages;
        this.publicUrl = publicUrl;
    }

    Mono<ServerResponse> view(ServerRequest request) {
        return named(request)
                .flatMap(post -> audience.includes(null, post)
                        .flatMap(everybody -> everybody ? toAnybody(request, post) : toSome(request, post)))
                .switchIfEmpty(Mono.error(PostPageHandler::unknown))
                .onErrorResume(Problem.class, problem -> RefusalPage.answer(request, problem));
    }

    /** Those whom its author blocks get no page either, as long as they say who they are. */
    private Mono<ServerResponse> toAnybody(ServerRequest request, Post post) {
        return caller(request)
                .filterWhen(caller -> audience.includes(caller.orElse(null), post))
                .flatMap(caller -> pages.post(request, PostCard.of(post, publicUrl)));
    }

    private Mono<ServerResponse> toSome(ServerRequest request, Post post) {
        return caller(request)
                .filterWhen(caller -> audience.includes(caller.orElse(null), post))
                .flatMap(caller -> pages.post(request, PostCard.UNTOLD));
    }

    private Mono<Post> named(ServerRequest request) {
        return Mono.fromSupplier(() -> PostId.parse(request.pathVariable("id")))
                .onErrorResume(IllegalArgumentException.class, none -> Mono.empty())
                .flatMap(posts);
    }

    /** A browser that was signed out is anybody's. */
    private Mono<Optional<Caller>> caller(ServerRequest request) {
        return callers.caller(request.exchange().getRequest())
                .map(Optional::of)
                .onErrorResume(Problem.class, problem -> Mono.just(Optional.empty()));
    }

    private static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such post, or it is not for you");
    }
}
