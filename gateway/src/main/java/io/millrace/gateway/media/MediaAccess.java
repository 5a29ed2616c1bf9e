package io.millrace.gateway.media;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.MediaId;
import io.millrace.gateway.access.Access;
import io.millrace.gateway.access.Guarded;
import io.millrace.gateway.access.Right;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.util.List;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Who may do what with a photo or video: see {@code docs/access.md}. What is not allowed is answered as not there. */
final class MediaAccess {
    private final Callers callers;
    private final RecentMedia media;
    private final MediaAudience audience;

    MediaAccess(Callers callers, RecentMedia media, MediaAudience audience) {
        this.callers = callers;
        this.media = media;
        this.audience = audience;
    }

    /** For whom something is that may be seen. */
    enum Seen {
        /** For everybody, so that others may keep it and pass it on. */
        BY_ALL,
        /** For whoever asked. */
        BY_CALLER
    }

    Mono<OwnerId> caller(ServerRequest request) {
        return callers.of(request.exchange().getRequest());
    }

    /** The photo or video that the path names, if the caller may change it. */
    Mono<Media> own(ServerRequest request) {
        return callers.caller(request.exchange().getRequest())
                .flatMap(caller -> named(request).filter(media -> Access.allows(caller, Right.WRITE, guarded(media))))
                .switchIfEmpty(Mono.error(MediaAccess::unknown));
    }

    /** The same; somebody who did not say who they are is told nothing else than the others. */
    Mono<Media> ownQuietly(ServerRequest request) {
        return own(request).onErrorMap(Problem.class, MediaAccess::quiet);
    }

    /** Whether the caller may see what the path names as it is shown. */
    Mono<Seen> seen(ServerRequest request, Media media) {
        return audience.isPublic(media)
                .flatMap(open -> open ? Mono.just(Seen.BY_ALL) : seenByCaller(request, media))
                .switchIfEmpty(Mono.error(MediaAccess::unknown));
    }

    private Mono<Seen> seenByCaller(ServerRequest request, Media media) {
        return callers.caller(request.exchange().getRequest())
                .flatMap(caller -> Access.allows(caller, Right.READ, guarded(media))
                        ? Mono.just(true)
                        : audience.sees(caller, media))
                .filter(sees -> sees)
                .map(sees -> Seen.BY_CALLER)
                .onErrorMap(Problem.class, MediaAccess::quiet);
    }

    /** The photo or video that the path names, whoever asks. */
    Mono<Media> present(ServerRequest request) {
        return named(request).switchIfEmpty(Mono.error(MediaAccess::unknown));
    }

    private Mono<Media> named(ServerRequest request) {
        return Mono.fromSupplier(() -> MediaId.parse(request.pathVariable("id")))
                .onErrorResume(IllegalArgumentException.class, none -> Mono.empty())
                .flatMap(media::find);
    }

    private static Guarded guarded(Media media) {
        return new Guarded(media.owner(), false, List.of());
    }

    private static Problem quiet(Problem problem) {
        return problem.type() == ProblemType.UNAUTHENTICATED || problem.type() == ProblemType.FORBIDDEN
                ? unknown()
                : problem;
    }

    private static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such photo or video, or it is not for you");
    }
}
