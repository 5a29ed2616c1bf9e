package io.millrace.ingest.readers;

import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.feed.Seen;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.ingest.log.EventAppender;
import io.millrace.ingest.log.LogClients;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.feed.FeedWrites;
import io.millrace.storage.feed.ReaderReads;
import io.millrace.storage.feed.ReaderWrites;
import io.millrace.storage.graph.GraphReads;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who is there, and whose feed is not written because they are not. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReaderSettings.class)
public class ReadersModule {
    @Bean
    EventAppender<Seen> readersAppender(LogClients log) {
        return log.appender(Topics.FEED_READERS, EventFamily.SEEN);
    }

    @Bean
    Edges feedEdges(GraphReads graph, EventAppender<GraphEvent> graphAppender) {
        return new Edges(graph, graphAppender);
    }

    @Bean
    ProjectionRunner<Seen> readersProjection(
            LogClients log, ReaderWrites readers, DueWrites due, Edges feedEdges, ReaderSettings settings) {
        return log.runner(new ReadersProjection(readers, due, feedEdges, settings.idle(), Clock.systemUTC()));
    }

    @Bean
    IdleReaders idleReaders(
            ProjectionRunner<Seen> readersProjection,
            EventAppender<Seen> readersAppender,
            ReaderReads readers,
            Edges feedEdges,
            ReaderSettings settings) {
        return new IdleReaders(new Shards(readersProjection, readersAppender), readers, feedEdges, settings.idle());
    }

    @Bean
    OwnFeed ownFeed(FeedWrites feeds, ReaderWrites readers) {
        return new OwnFeed(feeds, readers);
    }
}
