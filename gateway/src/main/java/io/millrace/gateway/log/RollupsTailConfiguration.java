package io.millrace.gateway.log;

import io.millrace.contracts.Topics;
import io.millrace.gateway.GatewayProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gateway's eye on the topic of rollups. */
@Configuration(proxyBeanMethods = false)
class RollupsTailConfiguration {
    @Bean
    RollupsTail rollupsTail(GatewayProperties properties) {
        return new RollupsTail(
                TopicTail.consumers(properties, "gateway-rollups-tail"),
                Topics.TELEMETRY_ROLLUPS.name(properties.topics().prefix()));
    }
}
