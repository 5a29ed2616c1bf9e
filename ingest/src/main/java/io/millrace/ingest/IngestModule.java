package io.millrace.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.millrace.ingest.links.LinksProjection;
import io.millrace.ingest.log.LogAddress;
import io.millrace.ingest.log.Projection;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.ingest.pastes.PastesProjection;
import io.millrace.ingest.telemetry.TelemetryProjection;
import io.millrace.storage.BlobsConfiguration;
import io.millrace.storage.StorageModule;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.links.AliasClaims;
import io.millrace.storage.links.LinkIndexWrites;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.LinkWrites;
import io.millrace.storage.pastes.PasteRevisions;
import io.millrace.storage.pastes.PasteWrites;
import io.millrace.storage.telemetry.RollupWrites;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All projections; each reads its topic in a consumer group of its own. */
@Configuration(proxyBeanMethods = false)
@Import({StorageModule.class, BlobsConfiguration.class})
@EnableConfigurationProperties(IngestProperties.class)
public class IngestModule {
    @Bean
    ProjectionRunner<?> linksProjection(
            IngestProperties properties,
            ObjectProvider<MeterRegistry> meters,
            LinkReads reads,
            LinkWrites writes,
            LinkIndexWrites index,
            AliasClaims aliases) {
        return runner(new LinksProjection(reads, writes, index, aliases), properties, meters);
    }

    @Bean
    ProjectionRunner<?> pastesProjection(
            IngestProperties properties,
            ObjectProvider<MeterRegistry> meters,
            PasteWrites writes,
            PasteRevisions revisions,
            LinkIndexWrites index,
            AliasClaims aliases,
            BlobStore blobs) {
        return runner(new PastesProjection(writes, revisions, index, aliases, blobs), properties, meters);
    }

    @Bean
    ProjectionRunner<?> telemetryProjection(
            IngestProperties properties, ObjectProvider<MeterRegistry> meters, RollupWrites rollups) {
        return runner(new TelemetryProjection(rollups), properties, meters);
    }

    private static <E> ProjectionRunner<E> runner(
            Projection<E> projection, IngestProperties properties, ObjectProvider<MeterRegistry> meters) {
        LogAddress address = new LogAddress(
                properties.kafka().bootstrapServers(), properties.topics().prefix());
        return new ProjectionRunner<>(projection, address, meters.getIfAvailable(() -> Metrics.globalRegistry));
    }
}
