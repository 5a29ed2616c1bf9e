package io.millrace.ingest.expiry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.expiry.DueReads;
import io.millrace.storage.expiry.DueWrites;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The purge of whatever kinds there are, and the search for objects without an owner. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExpiryProperties.class)
public class ExpiryConfiguration {
    @Bean
    Sweeper sweeper(
            ObjectProvider<ExpiryTarget> targets,
            DueReads reads,
            DueWrites writes,
            ExpiryProperties properties,
            ObjectProvider<MeterRegistry> meters) {
        return new Sweeper(targets.orderedStream().toList(), reads, writes, properties, registry(meters));
    }

    @Bean
    OrphanSweep orphanSweep(
            ObjectProvider<BlobOwner> owners,
            ObjectProvider<BlobStore> store,
            ExpiryProperties properties,
            ObjectProvider<MeterRegistry> meters) {
        return new OrphanSweep(store::getObject, owners.orderedStream().toList(), properties, registry(meters));
    }

    private static MeterRegistry registry(ObjectProvider<MeterRegistry> meters) {
        return meters.getIfAvailable(() -> Metrics.globalRegistry);
    }
}
