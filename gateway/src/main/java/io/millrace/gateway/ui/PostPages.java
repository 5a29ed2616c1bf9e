package io.millrace.gateway.ui;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The pages of posts. What people wrote is fetched by the pages as plain text; only the head of a post's page names some. */
public final class PostPages {
    private final PagesHandler pages;
    private final Page post;
    private final Page feed;
    private final Page profile;

    PostPages(PagesHandler pages, Assets assets) {
        this.pages = pages;
        this.post = Page.of(assets, "post.html");
        this.feed = Page.of(assets, "feed.html");
        this.profile = Page.of(assets, "profile.html");
    }

    /**
     * The page that shows the post of its address.
     *
     * @param head what stands in its head beside; HTML, with everything escaped that somebody wrote
     */
    public Mono<ServerResponse> post(ServerRequest request, String head) {
        return pages.page(request, post.with(head));
    }

    /** The page of the caller's feed, where posts are made too. */
    Mono<ServerResponse> feed(ServerRequest request) {
        return pages.page(request, feed);
    }

    /** The page of the user that its address names: the same for all. */
    Mono<ServerResponse> profile(ServerRequest request) {
        return pages.page(request, profile);
    }
}
