package io.millrace.ingest.feed;

import io.millrace.ingest.log.LogClients;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.storage.feed.FeedWrites;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pre-generated feeds, in two lanes. */
@Configuration(proxyBeanMethods = false)
public class FeedModule {
    @Bean
    DeliveriesProjection deliveries(LogClients log, FeedWrites feeds) {
        return new DeliveriesProjection(feeds, log.meters());
    }

    @Bean
    ProjectionRunner<?> deliveriesProjection(LogClients log, DeliveriesProjection deliveries) {
        return log.runner(deliveries);
    }

    @Bean
    ProjectionRunner<?> bulkDeliveriesProjection(LogClients log, FeedWrites feeds, DeliveriesProjection deliveries) {
        return log.runner(new BulkDeliveriesProjection(feeds, deliveries::isWriting, log.meters()));
    }
}
