package io.millrace.gateway.log;

import io.millrace.contracts.Topics;
import io.millrace.gateway.GatewayProperties;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/** The producer of entity events. */
@Configuration(proxyBeanMethods = false)
class EventLogConfiguration {
    @Bean
    ProducerFactory<byte[], byte[]> entityProducers(GatewayProperties properties) {
        return new DefaultKafkaProducerFactory<>(
                Map.ofEntries(
                        Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, properties.brokers()),
                        Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "millrace-gateway-entities"),
                        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                        // Everybody who reads unpacks: the broker, tails, ingest and quotas. zstd takes a quarter less
                        // room and three times the work.
                        Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
                        Map.entry(ProducerConfig.LINGER_MS_CONFIG, 2),
                        // Kafka's default has room for a text or two, and every batch is flushed by itself.
                        Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024),
                        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000),
                        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3_000),
                        // Callers must not wait for metadata: it is fetched at the start and never forgotten.
                        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20),
                        Map.entry(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Integer.MAX_VALUE)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Bean
    EventLog eventLog(ProducerFactory<byte[], byte[]> entityProducers, GatewayProperties properties) {
        return new EventLog(
                new KafkaTemplate<>(entityProducers),
                properties.topics().prefix(),
                "/gateway",
                Clock.systemUTC(),
                new Breaker(System::nanoTime));
    }

    /** Fetches the metadata before the first request needs it. */
    @Bean
    InitializingBean entityTopicsKnown(ProducerFactory<byte[], byte[]> entityProducers, GatewayProperties properties) {
        TopicMetadata metadata = new TopicMetadata(entityProducers);
        return () -> List.of(
                        Topics.LINKS,
                        Topics.ACCOUNTS,
                        Topics.PASTES,
                        Topics.POSTS,
                        Topics.MEDIA,
                        Topics.LIKES,
                        Topics.GRAPH,
                        Topics.FEED_READERS)
                .forEach(topic -> metadata.await(topic.name(properties.topics().prefix())));
    }
}
