package io.millrace.gateway.analytics;

import io.millrace.contracts.telemetry.Subject;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers questions about visits: once, or as a stream of server-sent events. */
final class TelemetryHandler {
    /** How often a quiet stream shows that it is alive, to browsers and to proxies between. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Access access;
    private final QueryParser parser;
    private final Reports reports;
    private final LiveReports live;

    TelemetryHandler(Access access, QueryParser parser, Reports reports, LiveReports live) {
        this.access = access;
        this.parser = parser;
        this.reports = reports;
        this.live = live;
    }

    Mono<ServerResponse> link(ServerRequest request) {
        return access.link(request).flatMap(subject -> report(subject, request));
    }

    Mono<ServerResponse> paste(ServerRequest request) {
        return access.paste(request).flatMap(subject -> report(subject, request));
    }

    Mono<ServerResponse> mine(ServerRequest request) {
        return access.mine(request).flatMap(subject -> report(subject, request));
    }

    Mono<ServerResponse> site(ServerRequest request) {
        return access.site(request).flatMap(subject -> report(subject, request));
    }

    Mono<ServerResponse> liveLink(ServerRequest request) {
        return access.link(request).flatMap(subject -> follow(subject, request));
    }

    Mono<ServerResponse> livePaste(ServerRequest request) {
        return access.paste(request).flatMap(subject -> follow(subject, request));
    }

    Mono<ServerResponse> liveMine(ServerRequest request) {
        return access.mine(request).flatMap(subject -> follow(subject, request));
    }

    Mono<ServerResponse> liveSite(ServerRequest request) {
        return access.site(request).flatMap(subject -> follow(subject, request));
    }

    private Mono<ServerResponse> report(Subject subject, ServerRequest request) {
        return reports.report(parser.parse(subject, request.queryParams())).flatMap(report -> ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .bodyValue(report));
    }

    private Mono<ServerResponse> follow(Subject subject, ServerRequest request) {
        Flux<Report> followed = live.follow(parser.parse(subject, request.queryParams()));
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .body(BodyInserters.fromServerSentEvents(events(followed)));
    }

    /** The reports, with comments between them while nothing changes. */
    private static Flux<ServerSentEvent<Report>> events(Flux<Report> reports) {
        return reports.map(report ->
                        ServerSentEvent.builder(report).event("report").build())
                .publish(events -> Flux.merge(events, heartbeats().takeUntilOther(events.ignoreElements())));
    }

    private static Flux<ServerSentEvent<Report>> heartbeats() {
        return Flux.interval(HEARTBEAT)
                .onBackpressureDrop()
                .map(beat -> ServerSentEvent.<Report>builder().comment("").build());
    }
}
