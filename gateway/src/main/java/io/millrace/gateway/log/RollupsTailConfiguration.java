package io.millrace.gateway.log;

import io.millrace.contracts.Topics;
import io.millrace.gateway.GatewayProperties;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gateway's eye on the topic of rollups. */
@Configuration(proxyBeanMethods = false)
class RollupsTailConfiguration {
    @Bean
    RollupsTail rollupsTail(GatewayProperties properties) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                properties.kafka().bootstrapServers(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                "gateway-rollups-tail",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        return new RollupsTail(
                () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                Topics.TELEMETRY_ROLLUPS.name(properties.topics().prefix()));
    }
}
