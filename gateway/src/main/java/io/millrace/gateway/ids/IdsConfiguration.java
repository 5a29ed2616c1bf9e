package io.millrace.gateway.ids;

import io.millrace.storage.ids.NodeLeases;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ids of this process. */
@Configuration(proxyBeanMethods = false)
class IdsConfiguration {
    @Bean
    NodeLease nodeLease(NodeLeases leases) {
        return new NodeLease(leases, System::nanoTime);
    }

    @Bean
    TimeOrderedIds timeOrderedIds(NodeLease lease) {
        return new TimeOrderedIds(lease);
    }

    /** A part of readiness. */
    @Bean
    HealthIndicator timeOrderedIdsHealthIndicator(TimeOrderedIds ids) {
        return () -> (ids.isReady() ? Health.up() : Health.outOfService()).build();
    }
}
