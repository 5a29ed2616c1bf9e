package io.millrace.gateway.ids;

import io.millrace.storage.ids.NodeLeases;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ids of this process. */
@Configuration(proxyBeanMethods = false)
class IdsConfiguration {
    @Bean
    NodeLease nodeLease(NodeLeases leases) {
        return new NodeLease(leases);
    }

    @Bean
    TimeOrderedIds timeOrderedIds(NodeLease lease) {
        return new TimeOrderedIds(lease);
    }
}
