package io.millrace.gateway.pastes;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import io.millrace.contracts.pastes.Paste;
import io.millrace.gateway.access.Access;
import io.millrace.gateway.access.Guarded;
import io.millrace.gateway.access.Right;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.log.Freshness;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.links.VisitClaims;
import io.millrace.storage.pastes.StoredPaste;
import java.time.Clock;
import java.time.Duration;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Who may do what with a paste. */
final class PasteAccess {
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Callers callers;
    private final RecentPastes pastes;
    private final VisitClaims burns;
    private final Freshness freshness;
    private final Clock clock;

    PasteAccess(Callers callers, RecentPastes pastes, VisitClaims burns, Freshness freshness, Clock clock) {
        this.callers = callers;
        this.pastes = pastes;
        this.burns = burns;
        this.freshness = freshness;
        this.clock = clock;
    }

    Mono<OwnerId> caller(ServerRequest request) {
        return callers.of(request.exchange().getRequest());
    }

    /** The paste that the path names, if the caller may change it; others are answered as unknown ones. */
    Mono<Paste> own(ServerRequest request) {
        return callers.caller(request.exchange().getRequest())
                .flatMap(caller ->
                        present(request).filter(paste -> Access.allows(caller, Right.WRITE, Guarded.of(paste))))
                .switchIfEmpty(Mono.error(() -> unknown(request)));
    }

    /** Whether the caller, whoever it is, may see for whom the paste is. */
    Mono<Boolean> seesSettings(ServerRequest request, Paste paste) {
        return callers.caller(request.exchange().getRequest())
                .map(caller -> Access.allows(caller, Right.SEE_SETTINGS, Guarded.of(paste)))
                .onErrorReturn(Problem.class, false);
    }

    /** The paste that the path names, whoever asks. */
    Mono<Paste> present(ServerRequest request) {
        return stored(request).filter(stored -> !stored.isDeleted()).map(StoredPaste::paste);
    }

    /**
     * The paste that the path names, for the address that people pass on: one that is gone is told so, and one that is private
     * is told from an unknown one.
     */
    Mono<Paste> visited(ServerRequest request) {
        return stored(request)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemType.NOT_FOUND, "No paste has this address.")))
                .flatMap(stored -> {
                    if (stored.isDeleted()) {
                        return gone("This paste was taken away.");
                    }
                    Paste paste = stored.paste();
                    if (paste.isExpired(clock.instant())) {
                        return gone("This paste has expired.");
                    }
                    return admitted(request, paste).flatMap(this::unburnt);
                });
    }

    /** The same for programs that ask about a paste: one that they may not read is answered as an unknown one. */
    Mono<Paste> readable(ServerRequest request) {
        return visited(request).onErrorMap(Problem.class, problem -> switch (problem.type()) {
            case NOT_FOUND, GONE, FORBIDDEN, UNAUTHENTICATED -> unknown(request);
            default -> problem;
        });
    }

    /** What is neither open to all nor readable for ever is not given out by a gateway that may not know of a change. */
    private Mono<Paste> admitted(ServerRequest request, Paste paste) {
        boolean isPrivate = paste.visibility() == Visibility.PRIVATE;
        if ((isPrivate || paste.burn()) && !freshness.isFresh()) {
            return Mono.error(Problem.unavailable("This paste cannot be looked up at the moment.", RETRY));
        }
        if (!isPrivate) {
            return Mono.just(paste);
        }
        return callers.caller(request.exchange().getRequest())
                .filter(caller -> Access.allows(caller, Right.READ, Guarded.of(paste)))
                .map(caller -> paste)
                .switchIfEmpty(Mono.error(() -> Problem.of(
                        ProblemType.FORBIDDEN, "This paste is private and you are not among those who may read it.")));
    }

    private Mono<Paste> unburnt(Paste paste) {
        return !paste.burn()
                ? Mono.just(paste)
                : burns.taken(paste.key())
                        .flatMap(taken -> taken == 0
                                ? Mono.just(paste)
                                : gone("This paste was burnt: it could be read once, and was."));
    }

    private static Mono<Paste> gone(String detail) {
        return Mono.error(Problem.of(ProblemType.GONE, detail));
    }

    private Mono<StoredPaste> stored(ServerRequest request) {
        String key = request.pathVariable("key");
        return LinkKey.isValid(key) ? pastes.find(new LinkKey(key)) : Mono.empty();
    }

    private static Problem unknown(ServerRequest request) {
        return Problem.of(ProblemType.NOT_FOUND, "You have no paste with the key " + request.pathVariable("key"));
    }
}
