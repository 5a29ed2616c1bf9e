package io.millrace.ingest.links;

import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.ingest.expiry.ExpiryProperties;
import io.millrace.ingest.log.EventAppender;
import io.millrace.ingest.log.LogClients;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.links.AliasClaims;
import io.millrace.storage.links.EditClaims;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.links.LinkIndexWrites;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.LinkWrites;
import io.millrace.storage.links.VisitClaims;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The views of links, and their end. */
@Configuration(proxyBeanMethods = false)
public class LinksModule {
    @Bean
    ProjectionRunner<LinkEvent> linksProjection(
            LogClients log,
            LinkReads reads,
            LinkWrites writes,
            LinkIndexWrites index,
            AliasClaims aliases,
            DueWrites due) {
        return log.runner(new LinksProjection(reads, writes, index, aliases, due));
    }

    @Bean
    EventAppender<LinkEvent> linksAppender(LogClients log) {
        return log.appender(Topics.LINKS, EventFamily.LINKS);
    }

    @Bean
    LinkExpiry linkExpiry(
            ProjectionRunner<LinkEvent> linksProjection,
            EventAppender<LinkEvent> linksAppender,
            LinkReads reads,
            VisitClaims visits,
            ExpiryProperties expiry) {
        return new LinkExpiry(new Shards(linksProjection, linksAppender), reads, visits, linksAppender, expiry.grace());
    }

    @Bean
    OwnedLinks ownedLinks(
            LinkReads reads,
            LinkIndexReads lists,
            LinkIndexWrites index,
            EditClaims edits,
            EventAppender<LinkEvent> linksAppender) {
        return new OwnedLinks(reads, lists, index, edits, linksAppender);
    }
}
