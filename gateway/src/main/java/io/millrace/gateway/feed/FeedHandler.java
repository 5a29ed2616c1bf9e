package io.millrace.gateway.feed;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.accounts.Caller;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.feed.FeedPages.Page;
import io.millrace.gateway.posts.PostAnswer;
import io.millrace.gateway.posts.PostAnswers;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers with pages of the caller's feed, and tells when there is something new. */
final class FeedHandler {
    private static final int DEFAULT_LIMIT = 30;
    private static final int MAX_LIMIT = 100;

    /** How often a quiet stream shows that it is alive, to browsers and to proxies between. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Callers callers;
    private final Feeds feeds;
    private final FeedCursors cursors;
    private final Hints hints;
    private final PostAnswers answers;
    private final FeedSettings settings;

    FeedHandler(
            Callers callers,
            Feeds feeds,
            FeedCursors cursors,
            Hints hints,
            PostAnswers answers,
            FeedSettings settings) {
        this.callers = callers;
        this.feeds = feeds;
        this.cursors = cursors;
        this.hints = hints;
        this.answers = answers;
        this.settings = settings;
    }

    /** A page as the interface shows it. */
    private record PageAnswer(
            List<PostAnswer> items,
            @Nullable String next,
            @Nullable PostId newest) {}

    /** Whether there is something new; one post that is. */
    private record HintAnswer(boolean newPosts, @Nullable PostId newest) {}

    Mono<ServerResponse> page(ServerRequest request) {
        return callers.caller(request.exchange().getRequest()).flatMap(caller -> {
            OwnerId reader = caller.owner();
            FeedCursor cursor = cursor(request, reader);
            int limit = limit(request);
            return feeds.page(reader, cursor, limit).flatMap(page -> answer(caller, page));
        });
    }

    private Mono<ServerResponse> answer(Caller caller, Page page) {
        FeedCursor next = page.next();
        return answers.of(caller, page.posts()).flatMap(shown -> ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .bodyValue(new PageAnswer(
                        shown, next == null ? null : cursors.write(caller.owner(), next), page.newest())));
    }

    /** Server-sent events until the stream's life ends. */
    Mono<ServerResponse> live(ServerRequest request) {
        return callers.of(request.exchange().getRequest()).flatMap(reader -> {
            Flux<ServerSentEvent<HintAnswer>> events = news(reader, since(request))
                    .map(post -> ServerSentEvent.builder(new HintAnswer(true, post))
                            .event("posts")
                            .id(post.toString())
                            .build());
            return ServerResponse.ok()
                    .contentType(MediaType.TEXT_EVENT_STREAM)
                    .cacheControl(CacheControl.noStore())
                    .header("X-Accel-Buffering", "no")
                    .body(BodyInserters.fromServerSentEvents(
                            withHeartbeats(events).take(settings.streamLife())));
        });
    }

    private static Flux<ServerSentEvent<HintAnswer>> withHeartbeats(Flux<ServerSentEvent<HintAnswer>> events) {
        // The first one goes out at once, so that the client knows that it is connected.
        Flux<ServerSentEvent<HintAnswer>> beats = Flux.interval(Duration.ZERO, HEARTBEAT)
                .onBackpressureDrop()
                .map(beat -> ServerSentEvent.<HintAnswer>builder().comment("").build());
        return events.publish(shared -> Flux.merge(shared, beats.takeUntilOther(shared.ignoreElements())));
    }

    /** Answers when there is something newer than the reader has, or when the wait ends. */
    Mono<ServerResponse> poll(ServerRequest request) {
        return callers.of(request.exchange().getRequest()).flatMap(reader -> {
            PostId since = since(request);
            return news(reader, since)
                    .take(settings.pollWait())
                    .next()
                    .map(post -> new HintAnswer(true, post))
                    .defaultIfEmpty(new HintAnswer(false, since))
                    .flatMap(answer -> ServerResponse.ok()
                            .contentType(MediaType.APPLICATION_JSON)
                            .cacheControl(CacheControl.noStore())
                            .bodyValue(answer));
        });
    }

    /** Who waits first and looks then misses nothing between. */
    private Flux<PostId> news(OwnerId reader, @Nullable PostId since) {
        Flux<PostId> hinted = hints.follow(reader);
        return since == null
                ? hinted
                : Flux.merge(hinted, feeds.newest(reader).filter(newest -> newest.compareTo(since) > 0));
    }

    private FeedCursor cursor(ServerRequest request, OwnerId reader) {
        Order order = request.queryParam("order").map(Order::parse).orElse(null);
        FeedCursor cursor = request.queryParam("cursor")
                .map(text -> cursors.read(reader, text))
                .orElseGet(() -> FeedCursor.first(order == null ? Order.TOP : order));
        if (order != null && order != cursor.order()) {
            throw Problem.ofField(
                    ProblemType.INVALID_PARAMETER,
                    "order",
                    "\"order\" is that of the page to which \"cursor\" belongs");
        }
        return cursor;
    }

    private static int limit(ServerRequest request) {
        String text = request.queryParam("limit").orElse(String.valueOf(DEFAULT_LIMIT));
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX_LIMIT) {
            throw Problem.ofField(ProblemType.INVALID_PARAMETER, "limit", "\"limit\" is 1 to " + MAX_LIMIT);
        }
        return Integer.parseInt(text);
    }

    /** Browsers that connect again say by themselves of which post they were told last. */
    private static @Nullable PostId since(ServerRequest request) {
        String last = request.headers().firstHeader("Last-Event-ID");
        String since = last == null ? request.queryParam("since").orElse(null) : last;
        try {
            return since == null ? null : PostId.parse(since);
        } catch (IllegalArgumentException e) {
            throw Problem.ofField(
                    ProblemType.INVALID_PARAMETER, "since", "\"since\" is the \"newest\" of a page of your feed");
        }
    }
}
