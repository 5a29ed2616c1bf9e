package io.millrace.gateway.analytics;

import io.millrace.gateway.access.Guarded;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.links.RecentLinks;
import io.millrace.gateway.log.RollupsTail;
import io.millrace.gateway.pastes.RecentPastes;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.telemetry.RollupReads;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The routes of telemetry. */
@Configuration(proxyBeanMethods = false)
class TelemetryConfiguration {
    @Bean
    @Order(4)
    TelemetryExport telemetryExport(RollupReads rollups, LinkIndexReads index) {
        return new TelemetryExport(new Reports(rollups::between), index, Clock.systemUTC());
    }

    @Bean
    RouterFunction<ServerResponse> telemetryRoutes(
            RollupReads rollups, RollupsTail tail, Callers callers, RecentLinks links, RecentPastes pastes) {
        Access access = new OwnersAccess(
                callers, key -> links.find(key).map(stored -> Guarded.of(stored.link())), key -> pastes.find(key)
                        .map(stored -> Guarded.of(stored.paste())));
        Reports reports = new Reports(rollups::between);
        return TelemetryRoutes.of(new TelemetryHandler(
                access, new QueryParser(Clock.systemUTC()), reports, new LiveReports(reports, tail::of)));
    }
}
