package io.millrace.gateway.pastes;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.pastes.Paste;
import io.millrace.gateway.links.Listing;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.pastes.PasteRevisions;
import io.millrace.storage.pastes.Revision;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Lists the texts that a paste has had, latest first. */
final class RevisionsHandler {
    private final PasteAccess access;
    private final PasteRevisions revisions;
    private final URI publicUrl;

    RevisionsHandler(PasteAccess access, PasteRevisions revisions, URI publicUrl) {
        this.access = access;
        this.revisions = revisions;
        this.publicUrl = publicUrl;
    }

    private record RevisionAnswer(int revision, Instant at, long size, String sha256, String raw) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record PageAnswer(
            List<RevisionAnswer> items, @Nullable String next) {}

    Mono<ServerResponse> list(ServerRequest request) {
        int limit = Listing.limit(request);
        int before = request.queryParam("cursor").map(RevisionsHandler::cursor).orElse(Integer.MAX_VALUE);
        return access.readable(request)
                .flatMap(paste -> paste.burn()
                        ? Mono.error(Problem.of(
                                ProblemType.FORBIDDEN, "A paste that is burnt by reading shows no revisions"))
                        : page(paste, before, limit))
                .flatMap(page -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .bodyValue(page));
    }

    private Mono<PageAnswer> page(Paste paste, int before, int limit) {
        return revisions
                .before(paste.key(), before, limit)
                .map(revision -> answer(paste, revision))
                .collectList()
                .map(items -> new PageAnswer(
                        items,
                        items.size() < limit
                                ? null
                                : String.valueOf(items.get(items.size() - 1).revision())));
    }

    private RevisionAnswer answer(Paste paste, Revision revision) {
        return new RevisionAnswer(
                revision.number(),
                revision.madeAt(),
                revision.text().size(),
                revision.text().sha256(),
                PasteAnswer.address(paste, publicUrl) + "/raw?revision=" + revision.number());
    }

    private static int cursor(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw Problem.ofField(
                    ProblemType.INVALID_PARAMETER,
                    "cursor",
                    "\"cursor\" is the \"next\" of a page, as it was answered");
        }
        return Integer.parseInt(text);
    }
}
