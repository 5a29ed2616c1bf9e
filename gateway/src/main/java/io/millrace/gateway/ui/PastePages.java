package io.millrace.gateway.ui;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The pages of pastes. They are the same for all pastes: what is in one is fetched by the page as plain text, so nothing that
 * somebody wrote is ever part of the HTML.
 */
public final class PastePages {
    private final PagesHandler pages;
    private final Page view;
    private final Page create;

    PastePages(PagesHandler pages, Assets assets) {
        this.pages = pages;
        this.view = Page.of(assets, "paste-view.html");
        this.create = Page.of(assets, "paste.html");
    }

    /** The page that shows the paste of its address. */
    public Mono<ServerResponse> view(ServerRequest request) {
        return pages.page(request, view);
    }

    /** The page that makes one. */
    public Mono<ServerResponse> create(ServerRequest request) {
        return pages.page(request, create);
    }
}
