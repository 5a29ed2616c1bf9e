package io.millrace.gateway.analytics;

import io.millrace.contracts.links.Link;
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
    private final Function<LinkKey, Mono<Link>> links;

    /** @param links gives a link, also a deleted or expired one */
    OwnersAccess(Callers callers, Function<LinkKey, Mono<Link>> links) {
        this.callers = callers;
        this.links = links;
    }

    @Override
    public Mono<Subject> link(ServerRequest request) {
        String key = request.pathVariable("key");
        if (!LinkKey.isValid(key)) {
            return Mono.error(notFound(key));
        }
        // Somebody else's link is answered as an unknown one, so that nobody learns which keys exist.
        return caller(request)
                .flatMap(caller -> links.apply(new LinkKey(key))
                        .filter(link ->
                                io.millrace.gateway.access.Access.allows(caller, Right.SEE_TELEMETRY, Guarded.of(link)))
                        .switchIfEmpty(Mono.error(() -> notFound(key))))
                .map(link -> Subject.link(link.key()));
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

    private static Problem notFound(String key) {
        return Problem.of(ProblemType.NOT_FOUND, "You have no link with the key " + key);
    }
}
