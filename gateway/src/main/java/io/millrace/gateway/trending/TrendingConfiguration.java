package io.millrace.gateway.trending;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.millrace.storage.trending.TrendingReads;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The route of trending tags. */
@Configuration(proxyBeanMethods = false)
class TrendingConfiguration {
    @Bean
    RouterFunction<ServerResponse> trendingRoutes(TrendingReads reads) {
        TrendingHandler trending = new TrendingHandler(new Trends(reads::of, Clock.systemUTC()));
        return route().GET("/api/v1/trending", trending::read).build();
    }
}
