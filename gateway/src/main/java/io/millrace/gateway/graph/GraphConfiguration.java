package io.millrace.gateway.graph;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.millrace.gateway.accounts.Accounts;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.log.EventLog;
import io.millrace.gateway.log.Freshness;
import io.millrace.gateway.log.GraphListener;
import io.millrace.storage.graph.GraphReads;
import io.millrace.storage.posts.CountReads;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

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

    @Bean
    Moments graphMoments() {
        return new Moments(Clock.systemUTC());
    }

    @Bean
    GraphCommands graphCommands(
            FollowGraph graph,
            Moments moments,
            EventLog events,
            List<GraphListener> listeners,
            GraphSettings settings) {
        return new GraphCommands(graph, moments, events, listeners, settings);
    }

    @Bean
    GraphExport graphExport(GraphReads reads) {
        return new GraphExport(reads);
    }

    @Bean
    RouterFunction<ServerResponse> graphRoutes(
            Callers callers,
            Accounts accounts,
            GraphCommands commands,
            FollowGraph follows,
            GraphReads reads,
            CountReads counts) {
        GraphHandler graph = new GraphHandler(callers, accounts, commands);
        ProfileHandler profiles = new ProfileHandler(callers, accounts, follows, reads, counts);
        return route().GET("/api/v1/users/{name}", profiles::read)
                .GET("/api/v1/users/{name}/followers", profiles::followers)
                .GET("/api/v1/users/{name}/following", profiles::following)
                .PUT("/api/v1/users/{name}/follow", graph::follow)
                .DELETE("/api/v1/users/{name}/follow", graph::unfollow)
                .PUT("/api/v1/users/{name}/block", graph::block)
                .DELETE("/api/v1/users/{name}/block", graph::unblock)
                .GET("/api/v1/follow-requests", profiles::requests)
                .PUT("/api/v1/follow-requests/{name}", graph::approve)
                .DELETE("/api/v1/follow-requests/{name}", graph::decline)
                .build();
    }
}
