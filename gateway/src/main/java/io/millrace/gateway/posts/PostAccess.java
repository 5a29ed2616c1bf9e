package io.millrace.gateway.posts;

import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.accounts.Caller;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.graph.PostAudience;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.util.Optional;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Who may do what with a post, see {@code docs/access.md}. What is not allowed is answered as not there. */
final class PostAccess {
    private final Callers callers;
    private final PostsView posts;
    private final PostAudience audience;

    PostAccess(Callers callers, PostsView posts, PostAudience audience) {
        this.callers = callers;
        this.posts = posts;
        this.audience = audience;
    }

    Mono<Caller> caller(ServerRequest request) {
        return callers.caller(request.exchange().getRequest());
    }

    /** Who asks, with an account: others follow whoever posts, and a like is one person's. */
    Mono<Caller> account(ServerRequest request) {
        return caller(request).filter(caller -> !caller.isAnonymous()).switchIfEmpty(Mono.error(() -> Problem.of(
                        ProblemType.UNAUTHENTICATED, "To post and to like takes an account; sign in or register")
                .withHeader("WWW-Authenticate", "Bearer")));
    }

    /** Who asks; empty for somebody who does not say. A key that is wrong is a problem even where none is needed. */
    Mono<Optional<Caller>> anybody(ServerRequest request) {
        return callers.anybody(request.exchange().getRequest());
    }

    /** The post that the path names, if the caller may see it. */
    Mono<Post> visible(ServerRequest request, Optional<Caller> caller) {
        return named(request)
                .filterWhen(post -> audience.includes(caller.orElse(null), post))
                .switchIfEmpty(Mono.error(PostAccess::unknown));
    }

    /** The post that the path names, if the caller may change it. */
    Mono<Post> own(ServerRequest request) {
        return caller(request)
                .flatMap(caller -> named(request)
                        .filter(post -> caller.isAdmin() || post.author().equals(caller.owner())))
                .switchIfEmpty(Mono.error(PostAccess::unknown));
    }

    private Mono<Post> named(ServerRequest request) {
        return Mono.fromSupplier(() -> PostId.parse(request.pathVariable("id")))
                .onErrorResume(IllegalArgumentException.class, none -> Mono.empty())
                .flatMap(posts::find);
    }

    private static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such post, or it is not for you");
    }
}
