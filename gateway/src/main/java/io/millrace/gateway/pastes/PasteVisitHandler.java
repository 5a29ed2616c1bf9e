package io.millrace.gateway.pastes;

import io.millrace.gateway.redirect.RefusalPage;
import io.millrace.gateway.ui.PastePages;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.Wishes;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /p/{key}}: a page for people, the text itself for programs. */
final class PasteVisitHandler {
    private final PasteAccess access;
    private final RawHandler raw;
    private final PastePages pages;

    PasteVisitHandler(PasteAccess access, RawHandler raw, PastePages pages) {
        this.access = access;
        this.raw = raw;
        this.pages = pages;
    }

    Mono<ServerResponse> visit(ServerRequest request) {
        if (!Wishes.page(request)) {
            return raw.raw(request);
        }
        return access.visited(request)
                .flatMap(paste -> pages.view(request))
                .onErrorResume(Problem.class, problem -> RefusalPage.answer(request, problem));
    }
}
