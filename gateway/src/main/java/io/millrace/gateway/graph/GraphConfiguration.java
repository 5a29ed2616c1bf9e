package io.millrace.gateway.graph;

import io.millrace.gateway.log.Freshness;
import io.millrace.storage.graph.GraphReads;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who follows whom, and the routes for that. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GraphSettings.class)
class GraphConfiguration {
    @Bean
    FollowGraph followGraph(GraphReads reads, Freshness freshness, GraphSettings settings) {
        return new FollowGraph(reads, freshness, settings.cache().toBytes());
    }

    @Bean
    PostAudience postAudience(FollowGraph graph, GraphReads reads) {
        return new PostAudience(graph, reads);
    }
}
