package io.millrace.gateway.web;

import io.millrace.gateway.GatewayProperties;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What holds for every request and every answer. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpSettings.class)
class WebConfiguration {
    @Bean
    RequestGates requestGates(HttpSettings settings) {
        return new RequestGates(settings);
    }

    /** Outermost, so that what another filter answers has them too. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityHeaders securityHeaders(GatewayProperties properties) {
        return new SecurityHeaders("https".equals(properties.publicUrl().getScheme()));
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    RouterFunction<ServerResponse> otherMethods(ObjectProvider<RouterFunction<?>> routes) {
        Supplier<List<RouterFunction<?>>> others = () -> routes.orderedStream()
                .filter(route -> !(route instanceof OtherMethods))
                .toList();
        return new OtherMethods(others);
    }
}
