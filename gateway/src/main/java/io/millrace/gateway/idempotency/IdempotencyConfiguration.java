package io.millrace.gateway.idempotency;

import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.web.ProblemHandler;
import io.millrace.storage.idempotency.IdempotencyKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.WebFilter;

/** The filter for requests with an {@code Idempotency-Key}: behind those that limit how often anybody may come. */
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 100)
    WebFilter idempotency(Callers callers, IdempotencyKeys keys, ProblemHandler problems) {
        return new IdempotencyFilter(callers, keys, problems);
    }
}
