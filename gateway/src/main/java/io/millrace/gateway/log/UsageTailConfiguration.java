package io.millrace.gateway.log;

import io.millrace.contracts.Topics;
import io.millrace.gateway.GatewayProperties;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                properties.kafka().bootstrapServers(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                "gateway-usage-tail",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
        return new UsageTail(
                () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                Topics.USAGE.name(properties.topics().prefix()),
                PAST,
                listeners.orderedStream().toList());
    }
}
