package io.millrace.gateway.redirect;

import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.accounts.Caller;
import io.millrace.gateway.accounts.Callers;
import io.millrace.storage.links.VisitClaims;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Admission by key or session, and by the claims of visits. */
final class StoredAdmission implements RedirectHandler.Admission {
    private final Callers callers;
    private final VisitClaims claims;

    StoredAdmission(Callers callers, VisitClaims claims) {
        this.callers = callers;
        this.claims = claims;
    }

    @Override
    public Mono<Caller> caller(ServerRequest request) {
        return callers.caller(request.exchange().getRequest());
    }

    @Override
    public Mono<Boolean> take(LinkKey key, long maxVisits) {
        return claims.take(key, maxVisits);
    }

    @Override
    public Mono<Boolean> isLeft(LinkKey key, long maxVisits) {
        return claims.taken(key).map(taken -> taken < maxVisits);
    }
}
