package io.millrace.gateway.quotas;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.visitors.Visitors;
import io.millrace.storage.usage.UsageReads;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;

/** Limits: bursts before anything else is done, quotas after all else is known. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuotaSettings.class)
class QuotasConfiguration {
    @Bean
    Quotas quotas(QuotaSettings settings, UsageReads reads) {
        return new Quotas(settings, reads, Clock.systemUTC());
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 100)
    WebFilter bursts(QuotaSettings settings, Visitors visitors) {
        return new Bursts(settings, visitors);
    }

    /** Behind the filter of idempotency keys: an answer that was given once is given again whatever is used up. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebFilter creationQuota(Callers callers, Quotas quotas) {
        return new CreationQuota(callers, quotas, Clock.systemUTC());
    }

    @Bean
    @Order(3)
    UsageExport usageExport(UsageReads reads) {
        return new UsageExport(reads, Clock.systemUTC());
    }

    @Bean
    RouterFunction<ServerResponse> usageRoutes(Callers callers, Quotas quotas) {
        return route().GET("/api/v1/me/usage", new UsageHandler(callers, quotas)::usage)
                .build();
    }
}
