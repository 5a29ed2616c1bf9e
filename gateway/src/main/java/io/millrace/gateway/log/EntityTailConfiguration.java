package io.millrace.gateway.log;

import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.contracts.posts.MediaEvent;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.gateway.GatewayProperties;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tail of the topics of entities, and what it tells of this gateway's freshness. */
@Configuration(proxyBeanMethods = false)
class EntityTailConfiguration {
    private static final int MAX_BACKOFF_MILLIS = 500;

    @Bean
    Freshness freshness() {
        return new Freshness(System::nanoTime);
    }

    @Bean
    EntityTail entityTail(
            GatewayProperties properties,
            List<LinksListener> links,
            List<PastesListener> pastes,
            List<MediaListener> media,
            List<PostsListener> posts,
            List<GraphListener> graph,
            Freshness freshness) {
        Map<String, Object> reading = reading(properties.brokers());
        Map<String, Object> ticking = ticking(properties.brokers());
        String prefix = properties.topics().prefix();
        return new EntityTail(
                () -> new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                () -> new KafkaProducer<>(ticking, new ByteArraySerializer(), new ByteArraySerializer()),
                List.of(
                        links(Topics.LINKS.name(prefix), links),
                        new Feed<>(
                                Topics.PASTES.name(prefix),
                                new EventCodec<>(EventFamily.PASTES),
                                pastes.stream()
                                        .<Consumer<PasteEvent>>map(listener -> listener::happened)
                                        .toList()),
                        new Feed<>(
                                Topics.MEDIA.name(prefix),
                                new EventCodec<>(EventFamily.MEDIA),
                                media.stream()
                                        .<Consumer<MediaEvent>>map(listener -> listener::happened)
                                        .toList()),
                        new Feed<>(
                                Topics.POSTS.name(prefix),
                                new EventCodec<>(EventFamily.POSTS),
                                posts.stream()
                                        .<Consumer<PostEvent>>map(listener -> listener::happened)
                                        .toList()),
                        new Feed<>(
                                Topics.GRAPH.name(prefix),
                                new EventCodec<>(EventFamily.GRAPH),
                                graph.stream()
                                        .<Consumer<GraphEvent>>map(listener -> listener::happened)
                                        .toList())),
                freshness,
                UUID.randomUUID().toString());
    }

    static Feed<LinkEvent> links(String topic, List<LinksListener> listeners) {
        return new Feed<>(
                topic,
                new EventCodec<>(EventFamily.LINKS),
                listeners.stream()
                        .<Consumer<LinkEvent>>map(listener -> listener::happened)
                        .toList());
    }

    /** For a tail: no group, committed records only. */
    static Map<String, Object> reading(String brokers) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "gateway-entity-tail",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                MAX_BACKOFF_MILLIS,
                ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
    }

    /** For ticks: a late one is of no use, so they are given up soon. */
    static Map<String, Object> ticking(String brokers) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "gateway-entity-ticks",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                250,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                1_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                2_000,
                CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                MAX_BACKOFF_MILLIS,
                ProducerConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
    }
}
