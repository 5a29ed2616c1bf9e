package io.millrace.ingest.usage;

import io.millrace.ingest.log.LogClients;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.storage.usage.UsageWrites;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The view of what accounts used. */
@Configuration(proxyBeanMethods = false)
public class UsageModule {
    @Bean
    ProjectionRunner<?> usageProjection(LogClients log, UsageWrites usages) {
        return log.runner(new UsageProjection(usages));
    }
}
