package io.millrace.gateway.analytics;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.util.function.Function;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Owners see what is theirs, also after they deleted it; admins see the whole site. */
final class OwnersAccess implements Access {
    private final Callers callers;
    private final Function<LinkKey, Mono<OwnerId>> links;
    private final Function<LinkKey, Mono<OwnerId>> pastes;

    /**
     * @param links gives the owner of a link, also of a deleted or expired one
     * @param pastes the same of a paste
     */
    OwnersAccess(Callers callers, Function<LinkKey, Mono<OwnerId>> links, Function<LinkKey, Mono<OwnerId>> pastes) {
        this.callers = callers;
        this.links = links;
        this.pastes = pastes;
    }

    @Override
    public Mono<Subject> link(ServerRequest request) {
        return own(request, "link", links).map(Subject::link);
    }

    @Override
    public Mono<Subject> paste(ServerRequest request) {
        return own(request, "paste", pastes).map(Subject::paste);
    }

    private Mono<LinkKey> own(ServerRequest request, String thing, Function<LinkKey, Mono<OwnerId>> owners) {
        String key = request.pathVariable("key");
        if (!LinkKey.isValid(key)) {
            return Mono.error(notFound(thing, key));
        }
        // What is somebody else's is answered as an unknown one, so that nobody learns which keys exist.
        return caller(request)
                .flatMap(caller -> owners.apply(new LinkKey(key)).filter(caller::equals))
                .switchIfEmpty(Mono.error(() -> notFound(thing, key)))
                .map(owner -> new LinkKey(key));
    }

    @Override
    public Mono<Subject> mine(ServerRequest request) {
        return caller(request).map(Subject::owner);
    }

    @Override
    public Mono<Subject> site(ServerRequest request) {
        return caller(request)
                .flatMap(caller -> callers.isAdmin(caller)
                        ? Mono.just(Subject.SITE)
                        : Mono.error(Problem.of(
                                ProblemType.FORBIDDEN, "The whole site is for those who run it: millrace.admins")));
    }

    private Mono<OwnerId> caller(ServerRequest request) {
        return callers.of(request.exchange().getRequest());
    }

    private static Problem notFound(String thing, String key) {
        return Problem.of(ProblemType.NOT_FOUND, "You have no " + thing + " with the key " + key);
    }
}
