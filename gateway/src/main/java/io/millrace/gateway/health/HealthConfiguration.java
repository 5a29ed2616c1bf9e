package io.millrace.gateway.health;

import io.millrace.gateway.log.Freshness;
import io.millrace.storage.links.LinkReads;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code /actuator/health} tells of this gateway; the names of the beans are those of the components. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {
    @Bean
    HealthIndicator linksTailHealthIndicator(Freshness freshness) {
        return new LinksTailHealth(freshness);
    }

    @Bean
    ReactiveHealthIndicator cassandraHealthIndicator(LinkReads links) {
        return new CassandraHealth(links);
    }
}
