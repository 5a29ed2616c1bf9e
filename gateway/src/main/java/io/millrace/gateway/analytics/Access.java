package io.millrace.gateway.analytics;

import io.millrace.contracts.telemetry.Subject;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Whose visits a request may see. Each method fails with the problem to answer when it may not. */
interface Access {
    /** The link that the path names, if it belongs to the caller. */
    Mono<Subject> link(ServerRequest request);

    /** The paste that the path names, if it belongs to the caller. */
    Mono<Subject> paste(ServerRequest request);

    /** All that belongs to the caller. */
    Mono<Subject> mine(ServerRequest request);

    /** The whole site, for those who run it. */
    Mono<Subject> site(ServerRequest request);
}
