package io.millrace.ingest.search;

import io.millrace.ingest.log.LogClients;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.storage.search.PostIndexWrites;
import io.millrace.storage.search.UserIndexWrites;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The indexes of posts and accounts. */
@Configuration(proxyBeanMethods = false)
public class SearchModule {
    @Bean
    ProjectionRunner<?> postSearchProjection(LogClients log, PostIndexWrites index) {
        return log.runner(new PostSearchProjection(index));
    }

    @Bean
    ProjectionRunner<?> userSearchProjection(LogClients log, UserIndexWrites index) {
        return log.runner(new UserSearchProjection(index));
    }
}
