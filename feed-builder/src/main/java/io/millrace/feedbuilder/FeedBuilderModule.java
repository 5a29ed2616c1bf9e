package io.millrace.feedbuilder;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.feedbuilder.counts.CountsTopology;
import io.millrace.feedbuilder.fanout.ControlTopology;
import io.millrace.feedbuilder.fanout.FanoutSettings;
import io.millrace.feedbuilder.fanout.WorkerTopology;
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

/**
 * The topologies of the feed-builder as one component of a process. They are applications apart, so that neither a post of
 * somebody with a million followers nor a flood of likes holds up the decisions about others.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeedBuilderProperties.class)
public class FeedBuilderModule {
    private static final int CHANGED_AT_ONCE = 20_000;

    @Bean
    StreamsLifecycle controlStreams(FeedBuilderProperties properties, ObjectProvider<MeterRegistry> registry) {
        MeterRegistry meters = registry.getIfAvailable(() -> Metrics.globalRegistry);
        Properties config = StreamsProperties.of(streams(properties, "feed-control", Topics.POSTS, 1));
        ControlTopology topology = new ControlTopology(fanout(properties), meters, Clock.systemUTC());
        return new StreamsLifecycle(topology.build(config), config, meters);
    }

    @Bean
    StreamsLifecycle workerStreams(FeedBuilderProperties properties, ObjectProvider<MeterRegistry> registry) {
        MeterRegistry meters = registry.getIfAvailable(() -> Metrics.globalRegistry);
        Properties config = StreamsProperties.of(streams(
                properties,
                "feed-worker",
                Topics.FEED_FANOUT,
                properties.fanout().threads()));
        WorkerTopology topology = new WorkerTopology(fanout(properties), meters);
        return new StreamsLifecycle(topology.build(config), config, meters);
    }

    @Bean
    StreamsLifecycle countsStreams(FeedBuilderProperties properties, ObjectProvider<MeterRegistry> registry) {
        Properties config = StreamsProperties.of(streams(properties, "counts", Topics.LIKES, 1));
        CountsTopology topology = new CountsTopology(properties.topics().prefix(), Clock.systemUTC());
        return new StreamsLifecycle(
                topology.build(config), config, registry.getIfAvailable(() -> Metrics.globalRegistry));
    }

    /** The bean's name is that of the health component. */
    @Bean
    StreamsHealth feedStreamsHealthIndicator(
            StreamsLifecycle controlStreams, StreamsLifecycle workerStreams, StreamsLifecycle countsStreams) {
        return new StreamsHealth(controlStreams, workerStreams, countsStreams);
    }

    private static StreamsSettings streams(
            FeedBuilderProperties properties, String application, Topic unreadable, int threads) {
        String prefix = properties.topics().prefix();
        FeedBuilderProperties.Fanout fanout = properties.fanout();
        return new StreamsSettings(
                prefix.replace('.', '-') + application,
                properties.brokers(),
                properties.home().resolve("streams"),
                threads,
                fanout.commitInterval(),
                fanout.standbys(),
                unreadable.deadLetterName(prefix, Topics.FEED_BUILDER),
                fanout.stateMemory().toBytes());
    }

    private static FanoutSettings fanout(FeedBuilderProperties properties) {
        FeedBuilderProperties.Fanout fanout = properties.fanout();
        long heap = fanout.heap().toBytes() / Topics.FEED_FANOUT.partitions();
        return new FanoutSettings(
                properties.topics().prefix(),
                fanout.pullFrom(),
                fanout.pushBelow(),
                fanout.dwell(),
                FanoutSettings.BUCKET_SIZE,
                fanout.atOnce(),
                fanout.slice(),
                new HeapBounds(heap, CHANGED_AT_ONCE));
    }
}
