package io.millrace.ingest.graph;

import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.AccountEvent;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.ingest.expiry.ExpiryProperties;
import io.millrace.ingest.log.EventAppender;
import io.millrace.ingest.log.LogClients;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.accounts.AccountReads;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.graph.GraphReads;
import io.millrace.storage.graph.GraphWrites;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The views of who follows and blocks whom, and what follows from a block. */
@Configuration(proxyBeanMethods = false)
public class GraphModule {
    @Bean
    EventAppender<GraphEvent> graphAppender(LogClients log) {
        return log.appender(Topics.GRAPH, EventFamily.GRAPH);
    }

    @Bean
    ProjectionRunner<GraphEvent> graphProjection(LogClients log, GraphReads reads, GraphWrites graph, DueWrites due) {
        BlockReminders blocked = new BlockReminders(reads, due, Clock.systemUTC());
        return log.runner(new GraphProjection(graph, blocked));
    }

    @Bean
    EdgeEnds edgeEnds(EventAppender<GraphEvent> graphAppender) {
        return new EdgeEnds(graphAppender);
    }

    @Bean
    BlockedEdges blockedEdges(
            ProjectionRunner<GraphEvent> graphProjection,
            EventAppender<GraphEvent> graphAppender,
            GraphReads graph,
            EdgeEnds ends) {
        return new BlockedEdges(new Shards(graphProjection, graphAppender), graph, ends);
    }

    @Bean
    OwnedEdges ownedEdges(GraphReads graph, EdgeEnds ends) {
        return new OwnedEdges(graph, ends);
    }

    @Bean
    Admissions admissions(
            ProjectionRunner<AccountEvent> accountsProjection,
            EventAppender<AccountEvent> accountsAppender,
            AccountReads accounts,
            GraphReads graph,
            EdgeEnds ends,
            ExpiryProperties pace) {
        return new Admissions(
                new Shards(accountsProjection, accountsAppender), accounts, graph, ends, pace.purgesPerPass());
    }
}
