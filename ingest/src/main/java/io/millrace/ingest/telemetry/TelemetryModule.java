package io.millrace.ingest.telemetry;

import io.millrace.ingest.log.LogClients;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.storage.telemetry.RollupWrites;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The view of telemetry. */
@Configuration(proxyBeanMethods = false)
public class TelemetryModule {
    @Bean
    ProjectionRunner<?> telemetryProjection(LogClients log, RollupWrites rollups) {
        return log.runner(new TelemetryProjection(rollups));
    }
}
