package io.millrace.ingest.trending;

import io.millrace.ingest.log.LogClients;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.storage.trending.TrendingWrites;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The view of trending tags. */
@Configuration(proxyBeanMethods = false)
public class TrendingModule {
    @Bean
    ProjectionRunner<?> trendingProjection(LogClients log, TrendingWrites trending) {
        return log.runner(new TrendingProjection(trending));
    }
}
