package io.millrace.analytics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.millrace.analytics.clicks.ClicksSettings;
import io.millrace.analytics.clicks.ClicksTopology;
import io.millrace.analytics.quotas.QuotasTopology;
import io.millrace.analytics.trending.TrendingTopology;
import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.streams.StreamsHealth;
import io.millrace.streams.StreamsLifecycle;
import io.millrace.streams.StreamsProperties;
import io.millrace.streams.StreamsSettings;
import io.millrace.streams.writeback.HeapBounds;
import java.time.Clock;
import java.util.Properties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The topologies of analytics as one component of a process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AnalyticsProperties.class)
public class AnalyticsModule {
    private static final int CHANGED_AT_ONCE = 50_000;

    @Bean
    StreamsLifecycle clicksStreams(AnalyticsProperties properties, ObjectProvider<MeterRegistry> registry) {
        MeterRegistry meters = registry.getIfAvailable(() -> Metrics.globalRegistry);
        Properties config = StreamsProperties.of(streams(
                properties,
                Topics.ANALYTICS,
                Topics.CLICKS,
                properties.analytics().threads()));
        ClicksTopology topology = new ClicksTopology(clicks(properties), meters, Clock.systemUTC());
        return new StreamsLifecycle(topology.build(config), config, meters);
    }

    /** The bean's name is that of the health component. */
    @Bean
    StreamsHealth streamsHealthIndicator(StreamsLifecycle clicksStreams) {
        return new StreamsHealth(clicksStreams);
    }

    /** One thread does: links and pastes are few beside clicks. What it cannot read of any topic goes to the dead letters of links. */
    @Bean
    StreamsLifecycle quotasStreams(AnalyticsProperties properties, ObjectProvider<MeterRegistry> registry) {
        Properties config = StreamsProperties.of(streams(properties, "quotas", Topics.LINKS, 1));
        QuotasTopology topology = new QuotasTopology(properties.topics().prefix(), Clock.systemUTC());
        return new StreamsLifecycle(
                topology.build(config), config, registry.getIfAvailable(() -> Metrics.globalRegistry));
    }

    /** One thread does here too. */
    @Bean
    StreamsLifecycle trendingStreams(AnalyticsProperties properties, ObjectProvider<MeterRegistry> registry) {
        Properties config = StreamsProperties.of(streams(properties, "trending", Topics.POSTS, 1));
        TrendingTopology topology = new TrendingTopology(properties.topics().prefix(), Clock.systemUTC());
        return new StreamsLifecycle(
                topology.build(config), config, registry.getIfAvailable(() -> Metrics.globalRegistry));
    }

    private static StreamsSettings streams(
            AnalyticsProperties properties, String application, Topic unreadable, int threads) {
        String prefix = properties.topics().prefix();
        AnalyticsProperties.Analytics analytics = properties.analytics();
        return new StreamsSettings(
                prefix.replace('.', '-') + application,
                properties.brokers(),
                properties.home().resolve("streams"),
                threads,
                analytics.commitInterval(),
                analytics.standbys(),
                unreadable.deadLetterName(prefix, Topics.ANALYTICS),
                analytics.stateMemory().toBytes());
    }

    private static ClicksSettings clicks(AnalyticsProperties properties) {
        long heap = properties.analytics().heap().toBytes() / Topics.CLICKS.partitions();
        return ClicksSettings.defaults()
                .withPrefix(properties.topics().prefix())
                .withTallies(new HeapBounds(heap, CHANGED_AT_ONCE));
    }
}
