package io.millrace.gateway.graph;

import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.gateway.accounts.Accounts;
import io.millrace.gateway.accounts.Caller;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Follows, blocks, approves and declines. */
final class GraphHandler {
    private final Callers callers;
    private final Accounts accounts;
    private final GraphCommands commands;

    GraphHandler(Callers callers, Accounts accounts, GraphCommands commands) {
        this.callers = callers;
        this.accounts = accounts;
        this.commands = commands;
    }

    /** Answers with how the caller stands to the other then. */
    Mono<ServerResponse> follow(ServerRequest request) {
        return member(request)
                .flatMap(me -> other(request).flatMap(other -> commands.follow(me, other)))
                .flatMap(state -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .bodyValue(Map.of("state", word(state))));
    }

    Mono<ServerResponse> block(ServerRequest request) {
        return member(request)
                .flatMap(me -> other(request).flatMap(other -> commands.block(me, other.name())))
                .then(done());
    }

    Mono<ServerResponse> unfollow(ServerRequest request) {
        return change(request, commands::unfollow);
    }

    Mono<ServerResponse> unblock(ServerRequest request) {
        return change(request, commands::unblock);
    }

    Mono<ServerResponse> approve(ServerRequest request) {
        return change(request, commands::approve);
    }

    Mono<ServerResponse> decline(ServerRequest request) {
        return change(request, commands::decline);
    }

    /** Also of an account that was closed: what is left of it can be taken back. */
    private Mono<ServerResponse> change(ServerRequest request, BiFunction<OwnerId, OwnerId, Mono<Void>> command) {
        return member(request).flatMap(me -> command.apply(me, name(request))).then(done());
    }

    private static Mono<ServerResponse> done() {
        return Mono.defer(() -> ServerResponse.noContent().build());
    }

    private Mono<OwnerId> member(ServerRequest request) {
        return callers.caller(request.exchange().getRequest())
                .filter(caller -> !caller.isAnonymous())
                .map(Caller::owner)
                .switchIfEmpty(
                        Mono.error(() -> Problem.of(ProblemType.FORBIDDEN, "That is for those who say who they are")));
    }

    private Mono<Account> other(ServerRequest request) {
        OwnerId name = name(request);
        return accounts.open(name).switchIfEmpty(Mono.error(() -> GraphCommands.unknown(name)));
    }

    /** A name that cannot be one is that of nobody. */
    static OwnerId name(ServerRequest request) {
        String name = request.pathVariable("name").toLowerCase(Locale.ROOT);
        if (!name.matches("[a-z0-9._-]{1,64}")) {
            throw Problem.of(ProblemType.NOT_FOUND, "There is no account of that name");
        }
        return new OwnerId(name);
    }

    /** What the interface calls it; that a feed is not written at present is nobody's business. */
    static String word(Following state) {
        return switch (state) {
            case NONE -> "none";
            case REQUESTED -> "requested";
            case FOLLOWING, ASLEEP -> "following";
        };
    }
}
