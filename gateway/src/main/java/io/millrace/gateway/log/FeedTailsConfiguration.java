package io.millrace.gateway.log;

import io.millrace.contracts.Topics;
import io.millrace.gateway.GatewayProperties;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gateway's eye on the topics of feeds. */
@Configuration(proxyBeanMethods = false)
class FeedTailsConfiguration {
    @Bean
    PullPostsTail pullPostsTail(GatewayProperties properties, ObjectProvider<PullPostsListener> listeners) {
        return new PullPostsTail(
                TopicTail.consumers(properties, "gateway-pull-posts-tail"),
                Topics.FEED_PULL_AUTHORS.name(properties.topics().prefix()),
                listeners.orderedStream().toList());
    }

    @Bean
    DeliveriesTail deliveriesTail(GatewayProperties properties) {
        String prefix = properties.topics().prefix();
        return new DeliveriesTail(
                TopicTail.consumers(properties, "gateway-deliveries-tail"),
                List.of(Topics.FEED_DELIVERIES.name(prefix), Topics.FEED_BULK_DELIVERIES.name(prefix)));
    }
}
