package io.millrace.gateway.analytics;

import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.gateway.access.Guarded;
import io.millrace.gateway.access.Right;
import io.millrace.gateway.accounts.Caller;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.util.function.Function;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Owners see what is theirs, also after they deleted it; admins see the whole site. */
final class OwnersAccess implements Access {
    private final Callers callers;
    private final Function<LinkKey, Mono<Guarded>> links;
    private final Function<LinkKey, Mono<Guarded>> pastes;

    /**
     * @param links gives a link, also a deleted or expired one
     * @param pastes the same of a paste
     */
    OwnersAccess(Callers callers, Function<LinkKey, Mono<Guarded>> links, Function<LinkKey, Mono<Guarded>> pastes) {
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

    private Mono<LinkKey> own(ServerRequest request, String thing, Function<LinkKey, Mono<Guarded>> things) {
        String key = request.pathVariable("key");
        if (!LinkKey.isValid(key)) {
            return Mono.error(notFound(thing, key));
        }
        // What is somebody else's is answered as an unknown one, so that nobody learns which keys exist.
        return caller(request)
                .flatMap(caller -> things.apply(new LinkKey(key))
                        .filter(found -> io.millrace.gateway.access.Access.allows(caller, Right.SEE_TELEMETRY, found)))
                .switchIfEmpty(Mono.error(() -> notFound(thing, key)))
                .map(found -> new LinkKey(key));
    }

    @Override
    public Mono<Subject> mine(ServerRequest request) {
        return caller(request).map(caller -> Subject.owner(caller.owner()));
    }

    @Override
    public Mono<Subject> site(ServerRequest request) {
        return caller(request)
                .flatMap(caller -> caller.seesSite()
                        ? Mono.just(Subject.SITE)
                        : Mono.error(Problem.of(ProblemType.FORBIDDEN, "The whole site is for those who run it")));
    }

    private Mono<Caller> caller(ServerRequest request) {
        return callers.caller(request.exchange().getRequest());
    }

    private static Problem notFound(String thing, String key) {
        return Problem.of(ProblemType.NOT_FOUND, "You have no " + thing + " with the key " + key);
    }
}
