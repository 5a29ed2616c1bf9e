package io.millrace.gateway.links;

import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.access.Access;
import io.millrace.gateway.access.Guarded;
import io.millrace.gateway.access.Right;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.web.Bodies;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.gateway.web.Wishes;
import io.millrace.storage.links.VisitClaims;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Makes, reads, changes and deletes single links. */
final class LinksHandler {
    /** The largest body that describes one link, in bytes: a target of 8 KiB written with escapes, and the rest. */
    static final int MAX_BODY = 64 * 1024;

    private static final Set<MediaType> BODIES = Set.of(MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN);
    private static final Set<MediaType> JSON = Set.of(MediaType.APPLICATION_JSON);

    private final Callers callers;
    private final LinkCommands commands;
    private final RecentLinks links;
    private final VisitClaims visits;
    private final URI publicUrl;

    LinksHandler(Callers callers, LinkCommands commands, RecentLinks links, VisitClaims visits, URI publicUrl) {
        this.callers = callers;
        this.commands = commands;
        this.links = links;
        this.visits = visits;
        this.publicUrl = publicUrl;
    }

    Mono<ServerResponse> create(ServerRequest request) {
        return callers.of(request.exchange().getRequest()).flatMap(owner -> {
            boolean plain = Bodies.type(request, BODIES).equals(MediaType.TEXT_PLAIN);
            Mono<NewLink> wanted = plain
                    ? Bodies.text(request, MAX_BODY).map(NewLink::to)
                    : Bodies.json(request, MAX_BODY).map(NewLink::of);
            return wanted.flatMap(link -> commands.create(owner, link))
                    .flatMap(link -> created(link, Wishes.text(request, plain)));
        });
    }

    private Mono<ServerResponse> created(Link link, boolean asText) {
        URI address = URI.create(publicUrl + "/" + link.key());
        return asText
                ? ServerResponse.status(HttpStatus.CREATED)
                        .location(address)
                        .contentType(new MediaType(MediaType.TEXT_PLAIN, java.nio.charset.StandardCharsets.UTF_8))
                        .bodyValue(address + "\n")
                : answer(HttpStatus.CREATED, link, null, address);
    }

    Mono<ServerResponse> read(ServerRequest request) {
        return permitted(request, Right.SEE_SETTINGS)
                .flatMap(link -> visits(link).flatMap(taken -> answer(HttpStatus.OK, link, taken.orElse(null), null)));
    }

    private Mono<Optional<Long>> visits(Link link) {
        return link.maxVisits() == null
                ? Mono.just(Optional.empty())
                : visits.taken(link.key()).map(Optional::of);
    }

    Mono<ServerResponse> edit(ServerRequest request) {
        Bodies.type(request, JSON);
        Long ifMatch = Wishes.ifMatch(request);
        return permitted(request, Right.WRITE).flatMap(link -> Bodies.json(request, MAX_BODY)
                .flatMap(body -> commands.edit(link, body, ifMatch))
                .flatMap(edited -> answer(HttpStatus.OK, edited, null, null)));
    }

    Mono<ServerResponse> delete(ServerRequest request) {
        Long ifMatch = Wishes.ifMatch(request);
        return permitted(request, Right.DELETE)
                .flatMap(link -> commands.delete(link, ifMatch))
                .then(ServerResponse.noContent().build());
    }

    /** The link that the path names; one to which the caller has no such right is answered as an unknown one. */
    Mono<Link> permitted(ServerRequest request, Right right) {
        String key = request.pathVariable("key");
        return callers.caller(request.exchange().getRequest())
                .flatMap(caller -> LinkKey.isValid(key)
                        ? links.findPresent(new LinkKey(key))
                                .filter(link -> Access.allows(caller, right, Guarded.of(link)))
                        : Mono.empty())
                .switchIfEmpty(
                        Mono.error(() -> Problem.of(ProblemType.NOT_FOUND, "You have no link with the key " + key)));
    }

    private Mono<ServerResponse> answer(HttpStatus status, Link link, @Nullable Long taken, @Nullable URI location) {
        ServerResponse.BodyBuilder response = ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .eTag("\"" + link.version() + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (location != null) {
            response.location(location);
        }
        return response.bodyValue(LinkAnswer.of(link, publicUrl, taken));
    }
}
