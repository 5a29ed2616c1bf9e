package io.millrace.gateway.redirect;

import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.accounts.Caller;
import io.millrace.gateway.log.Freshness;
import io.millrace.gateway.redirect.RedirectCounts.Answer;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.StorageUnavailable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The ordinary route of a visit: whatever the fast lane leaves. A GET that is redirected is recorded as a visit, a HEAD
 * never is.
 */
final class RedirectHandler {
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final RedirectCache cache;
    private final KeyGate gate;
    private final Freshness freshness;
    private final Admission admission;
    private final Visits visits;
    private final RedirectCounts counts;
    private final RedirectQuota quota;
    private final Elsewhere elsewhere;
    private final Clock clock;

    RedirectHandler(
            RedirectCache cache,
            KeyGate gate,
            Freshness freshness,
            Admission admission,
            Visits visits,
            RedirectCounts counts,
            RedirectQuota quota,
            Elsewhere elsewhere,
            Clock clock) {
        this.cache = cache;
        this.gate = gate;
        this.freshness = freshness;
        this.admission = admission;
        this.visits = visits;
        this.counts = counts;
        this.quota = quota;
        this.elsewhere = elsewhere;
        this.clock = clock;
    }

    /** GET and HEAD of {@code /key}. */
    Mono<ServerResponse> visit(ServerRequest request) {
        String text = request.pathVariable("key");
        if (!LinkKey.isValid(text) || ReservedKeys.contains(text)) {
            return refuse(request, Answer.UNKNOWN, Problem.of(ProblemType.NOT_FOUND, "No link has this address."));
        }
        LinkKey key = new LinkKey(text);
        return find(key)
                .flatMap(lookup -> lookup.accept(new Answering(request, key)))
                .onErrorResume(StorageUnavailable.class, e -> unavailable(request))
                .onErrorResume(RedirectCache.Overloaded.class, e -> unavailable(request));
    }

    private Mono<Lookup> find(LinkKey key) {
        return Mono.defer(() -> {
            if (!gate.canExist(key)) {
                return Mono.just(new Lookup.Unknown());
            }
            return freshness.isBearable() ? cache.find(key) : cache.read(key);
        });
    }

    private final class Answering implements Lookup.Handler<Mono<ServerResponse>> {
        private final ServerRequest request;
        private final LinkKey key;

        Answering(ServerRequest request, LinkKey key) {
            this.request = request;
            this.key = key;
        }

        @Override
        public Mono<ServerResponse> found(CachedLink link) {
            if (link.isExpired(clock.millis())) {
                return gone("This link has expired.");
            }
            Duration spent = quota.spentFor(link.owner());
            if (!spent.isZero()) {
                return refuse(request, Answer.UNAVAILABLE, overdrawn(spent));
            }
            if (!link.isPrivate()) {
                return admitted(link);
            }
            if (!freshness.isFresh()) {
                return unavailable(request);
            }
            return admission
                    .caller(request)
                    .flatMap(caller ->
                            link.admits(caller) ? admitted(link) : refuse(request, Answer.FORBIDDEN, forbidden()))
                    .onErrorResume(Problem.class, problem -> refuse(request, Answer.FORBIDDEN, problem));
        }

        @Override
        public Mono<ServerResponse> deleted() {
            return gone("This link has expired or was taken away by its owner.");
        }

        @Override
        public Mono<ServerResponse> unknown() {
            Mono<String> path = gate.canExist(key) ? elsewhere.path(key) : Mono.empty();
            return path.flatMap(this::seeOther).switchIfEmpty(Mono.defer(this::nowhere));
        }

        /** To what has the key and is no link: some clients put it behind the host, whatever it names. */
        private Mono<ServerResponse> seeOther(String path) {
            return ServerResponse.status(HttpStatus.FOUND)
                    .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                    .header(HttpHeaders.LOCATION, path)
                    .build();
        }

        private Mono<ServerResponse> nowhere() {
            if (HttpMethod.GET.equals(request.method())) {
                visits.unknown(request, key.value());
            }
            return refuse(request, Answer.UNKNOWN, Problem.of(ProblemType.NOT_FOUND, "No link has this address."));
        }

        private Mono<ServerResponse> admitted(CachedLink link) {
            Long most = link.maxVisits();
            if (most == null) {
                return redirect(link);
            }
            if (HttpMethod.HEAD.equals(request.method())) {
                // The target of a limited link is given away for a visit only.
                return admission.isLeft(key, most).flatMap(left -> left ? hidden() : spent());
            }
            return admission.take(key, most).flatMap(taken -> taken ? redirect(link) : spent());
        }

        private Mono<ServerResponse> redirect(CachedLink link) {
            if (HttpMethod.GET.equals(request.method())) {
                visits.redirected(request, key.value(), link);
                counts.count(Answer.ORDINARY);
            }
            return ServerResponse.status(HttpStatus.FOUND)
                    .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                    .header(HttpHeaders.LOCATION, location(link, request.uri()))
                    .header(HttpHeaders.CONTENT_LENGTH, "0")
                    .build();
        }

        private Mono<ServerResponse> hidden() {
            return ServerResponse.noContent()
                    .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                    .build();
        }

        private Mono<ServerResponse> spent() {
            return gone("This link has been visited as often as it may be.");
        }

        private Mono<ServerResponse> gone(String detail) {
            return refuse(request, Answer.GONE, Problem.of(ProblemType.GONE, detail));
        }
    }

    /** Where the visit goes: with the visit's query appended, if the link wants that. */
    static String location(CachedLink link, URI visited) {
        String query = visited.getRawQuery();
        String target = link.location();
        if (!link.forwardsQuery() || query == null || query.isEmpty()) {
            return target;
        }
        int hash = target.indexOf('#');
        String base = hash < 0 ? target : target.substring(0, hash);
        char joint = base.indexOf('?') < 0 ? '?' : '&';
        return base + joint + query + (hash < 0 ? "" : target.substring(hash));
    }

    private Mono<ServerResponse> unavailable(ServerRequest request) {
        return refuse(
                request,
                Answer.UNAVAILABLE,
                Problem.unavailable("This link cannot be looked up at the moment.", RETRY));
    }

    private Mono<ServerResponse> refuse(ServerRequest request, Answer answer, Problem problem) {
        counts.count(answer);
        return RefusalPage.answer(request, problem);
    }

    private static Problem overdrawn(Duration spent) {
        return Problem.of(
                        ProblemType.QUOTA_EXCEEDED,
                        "The links of this link's owner have been followed as often as they may be; try again later.")
                .withHeader("Retry-After", String.valueOf(Math.max(1, spent.toSeconds())));
    }

    private static Problem forbidden() {
        return Problem.of(ProblemType.FORBIDDEN, "This link is private and you are not among those who may follow it.");
    }

    /** Who may follow a link that is not open to all, and how often. */
    interface Admission {
        /** Who asks; a problem if they did not say. */
        Mono<Caller> caller(ServerRequest request);

        /** Takes one of the visits; false if there is none left. */
        Mono<Boolean> take(LinkKey key, long maxVisits);

        /** Whether a visit is left, without taking it. */
        Mono<Boolean> isLeft(LinkKey key, long maxVisits);
    }
}
