package io.millrace.gateway.log;

import io.millrace.contracts.Topics;
import io.millrace.gateway.GatewayProperties;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gateway's eye on the topic of usage. */
@Configuration(proxyBeanMethods = false)
class UsageTailConfiguration {
    /** A quota's rolling period, and some. */
    private static final Duration PAST = Duration.ofHours(26);

    @Bean
    UsageTail usageTail(GatewayProperties properties, ObjectProvider<UsageListener> listeners) {
        return new UsageTail(
                TopicTail.consumers(properties, "gateway-usage-tail"),
                Topics.USAGE.name(properties.topics().prefix()),
                PAST,
                listeners.orderedStream().toList());
    }
}
