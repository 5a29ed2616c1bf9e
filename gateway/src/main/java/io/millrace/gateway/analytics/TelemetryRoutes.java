package io.millrace.gateway.analytics;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses of telemetry. */
final class TelemetryRoutes {
    private TelemetryRoutes() {}

    static RouterFunction<ServerResponse> of(TelemetryHandler telemetry) {
        return route().GET("/api/v1/links/{key}/telemetry", telemetry::link)
                .GET("/api/v1/links/{key}/telemetry/live", telemetry::liveLink)
                .GET("/api/v1/pastes/{key}/telemetry", telemetry::paste)
                .GET("/api/v1/pastes/{key}/telemetry/live", telemetry::livePaste)
                .GET("/api/v1/telemetry", telemetry::mine)
                .GET("/api/v1/telemetry/live", telemetry::liveMine)
                .GET("/api/v1/site/telemetry", telemetry::site)
                .GET("/api/v1/site/telemetry/live", telemetry::liveSite)
                .build();
    }
}
