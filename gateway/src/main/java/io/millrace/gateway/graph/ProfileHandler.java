package io.millrace.gateway.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Count;
import io.millrace.gateway.accounts.Accounts;
import io.millrace.gateway.accounts.Caller;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.links.Listing;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.graph.GraphEdge;
import io.millrace.storage.graph.GraphReads;
import io.millrace.storage.posts.CountReads;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Shows accounts to others, and who follows whom. Whom an account blocks is answered as if there were no such account. The lists
 * of an account that approves its followers are for itself, those who follow it, and admins. Lists are in the order of names; a
 * cursor is the last name of the page before.
 */
final class ProfileHandler {
    private final Callers callers;
    private final Accounts accounts;
    private final FollowGraph graph;
    private final GraphReads reads;
    private final CountReads counts;

    ProfileHandler(Callers callers, Accounts accounts, FollowGraph graph, GraphReads reads, CountReads counts) {
        this.callers = callers;
        this.accounts = accounts;
        this.graph = graph;
        this.reads = reads;
        this.counts = counts;
    }

    /** What the one is to the caller. */
    private record Between(String youFollow, boolean followsYou, boolean youBlock) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Profile(
            String userName,
            @Nullable String displayName,
            Instant createdAt,
            boolean approvesFollowers,
            long posts,
            long followers,
            long following,
            @Nullable Between between) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Names(List<String> items, @Nullable String next) {}

    /**
     * @param viewer null for somebody who did not say who they are
     * @param theirs how the account stands to others
     */
    private record Seen(Account account, Optional<Caller> viewer, Relations theirs) {
        boolean isOpen(Relations viewers) {
            return !account.approvesFollowers()
                    || viewer.filter(caller -> caller.isAdmin()
                                    || caller.owner().equals(account.name())
                                    || viewers.follows(account.name()))
                            .isPresent();
        }
    }

    Mono<ServerResponse> read(ServerRequest request) {
        return seen(request)
                .flatMap(seen -> Mono.zip(
                                count(Count.Of.POSTS, seen.account()),
                                count(Count.Of.FOLLOWERS, seen.account()),
                                relations(seen.viewer()))
                        .map(of -> profile(seen, of.getT1(), of.getT2(), of.getT3())))
                .flatMap(ProfileHandler::answer);
    }

    private Mono<Long> count(Count.Of of, Account account) {
        String name = account.name().value();
        return counts.values(of, List.of(name)).map(values -> values.getOrDefault(name, 0L));
    }

    private static Profile profile(Seen seen, long posts, long followers, Relations viewers) {
        Account account = seen.account();
        Between between = seen.viewer()
                .map(Caller::owner)
                .filter(me -> !me.equals(account.name()))
                .map(me -> new Between(
                        GraphHandler.word(viewers.following(account.name())),
                        seen.theirs().follows(me),
                        viewers.blocks(account.name())))
                .orElse(null);
        return new Profile(
                account.name().value(),
                account.displayName(),
                account.createdAt(),
                account.approvesFollowers(),
                posts,
                followers,
                seen.theirs().followees().size(),
                between);
    }

    Mono<ServerResponse> followers(ServerRequest request) {
        int limit = Listing.limit(request);
        OwnerId after = after(request);
        return open(request)
                .flatMap(seen -> reads.followers(seen.account().name(), after, limit + 1)
                        .map(GraphEdge::follower)
                        .collectList())
                .flatMap(names -> answer(page(names, limit)));
    }

    Mono<ServerResponse> following(ServerRequest request) {
        int limit = Listing.limit(request);
        OwnerId after = after(request);
        return open(request)
                .map(seen -> seen.theirs().followees().stream()
                        .filter(name -> after == null || name.value().compareTo(after.value()) > 0)
                        .limit(limit + 1)
                        .toList())
                .flatMap(names -> answer(page(names, limit)));
    }

    /** Who asks to follow the caller. */
    Mono<ServerResponse> requests(ServerRequest request) {
        int limit = Listing.limit(request);
        OwnerId after = after(request);
        return callers.of(request.exchange().getRequest())
                .flatMap(me -> reads.requests(me, after, limit + 1).collectList())
                .flatMap(names -> answer(page(names, limit)));
    }

    private static Names page(List<OwnerId> names, int limit) {
        List<String> items = names.stream().limit(limit).map(OwnerId::value).toList();
        return new Names(items, names.size() > limit ? items.get(limit - 1) : null);
    }

    private Mono<Seen> open(ServerRequest request) {
        return seen(request)
                .flatMap(seen -> relations(seen.viewer()).filter(seen::isOpen).map(viewers -> seen))
                .switchIfEmpty(Mono.error(() ->
                        Problem.of(ProblemType.FORBIDDEN, "These lists are for those whom the account approved")));
    }

    private Mono<Seen> seen(ServerRequest request) {
        OwnerId name = GraphHandler.name(request);
        return Mono.zip(accounts.open(name), viewer(request), graph.of(name))
                .map(read -> new Seen(read.getT1(), read.getT2(), read.getT3()))
                .filter(seen -> seen.viewer()
                        .filter(caller -> !caller.isAdmin() && seen.theirs().blocks(caller.owner()))
                        .isEmpty())
                .switchIfEmpty(Mono.error(() -> GraphCommands.unknown(name)));
    }

    /** Nobody for those who did not say who they are; whoever says it wrongly is told so. */
    private Mono<Optional<Caller>> viewer(ServerRequest request) {
        return callers.anybody(request.exchange().getRequest())
                .map(caller -> caller.filter(known -> !known.isAnonymous()));
    }

    private Mono<Relations> relations(Optional<Caller> viewer) {
        return viewer.map(caller -> graph.of(caller.owner())).orElse(Mono.just(Relations.NONE));
    }

    private static @Nullable OwnerId after(ServerRequest request) {
        return request.queryParam("cursor")
                .map(text -> {
                    try {
                        return new OwnerId(text);
                    } catch (IllegalArgumentException e) {
                        throw Problem.ofField(
                                ProblemType.INVALID_PARAMETER, "cursor", "\"cursor\" is the next of the page before");
                    }
                })
                .orElse(null);
    }

    private static Mono<ServerResponse> answer(Object body) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .bodyValue(body);
    }
}
