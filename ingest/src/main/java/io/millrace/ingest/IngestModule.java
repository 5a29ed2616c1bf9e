package io.millrace.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.millrace.ingest.accounts.AccountsModule;
import io.millrace.ingest.expiry.ExpiryConfiguration;
import io.millrace.ingest.feed.FeedModule;
import io.millrace.ingest.graph.GraphModule;
import io.millrace.ingest.links.LinksModule;
import io.millrace.ingest.log.LogAddress;
import io.millrace.ingest.log.LogClients;
import io.millrace.ingest.media.MediaModule;
import io.millrace.ingest.pastes.PastesModule;
import io.millrace.ingest.posts.PostsModule;
import io.millrace.ingest.readers.ReadersModule;
import io.millrace.ingest.search.SearchModule;
import io.millrace.ingest.telemetry.TelemetryModule;
import io.millrace.ingest.trending.TrendingModule;
import io.millrace.ingest.usage.UsageModule;
import io.millrace.storage.BlobsConfiguration;
import io.millrace.storage.StorageModule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All projections, each of which reads its topic in a consumer group of its own, and what purges what has expired. */
@Configuration(proxyBeanMethods = false)
@Import({
    StorageModule.class,
    BlobsConfiguration.class,
    AccountsModule.class,
    ExpiryConfiguration.class,
    FeedModule.class,
    GraphModule.class,
    LinksModule.class,
    MediaModule.class,
    PastesModule.class,
    PostsModule.class,
    ReadersModule.class,
    SearchModule.class,
    TelemetryModule.class,
    TrendingModule.class,
    UsageModule.class
})
@EnableConfigurationProperties(IngestProperties.class)
public class IngestModule {
    @Bean
    LogClients logClients(IngestProperties properties, ObjectProvider<MeterRegistry> meters) {
        return new LogClients(
                new LogAddress(properties.brokers(), properties.topics().prefix()),
                meters.getIfAvailable(() -> Metrics.globalRegistry));
    }
}
