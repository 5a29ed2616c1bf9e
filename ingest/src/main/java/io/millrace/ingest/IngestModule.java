package io.millrace.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.AccountEvent;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.feed.Seen;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.contracts.posts.Like;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.ingest.accounts.AccountErasure;
import io.millrace.ingest.accounts.AccountsProjection;
import io.millrace.ingest.accounts.Belongings;
import io.millrace.ingest.expiry.ExpiryConfiguration;
import io.millrace.ingest.expiry.ExpiryProperties;
import io.millrace.ingest.feed.BulkDeliveriesProjection;
import io.millrace.ingest.feed.DeliveriesProjection;
import io.millrace.ingest.graph.Admissions;
import io.millrace.ingest.graph.BlockReminders;
import io.millrace.ingest.graph.BlockedEdges;
import io.millrace.ingest.graph.EdgeEnds;
import io.millrace.ingest.graph.GraphProjection;
import io.millrace.ingest.graph.OwnedEdges;
import io.millrace.ingest.links.LinkExpiry;
import io.millrace.ingest.links.LinksProjection;
import io.millrace.ingest.links.OwnedLinks;
import io.millrace.ingest.log.EventAppender;
import io.millrace.ingest.log.LogAddress;
import io.millrace.ingest.log.Projection;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.ingest.log.Shards;
import io.millrace.ingest.media.MediaModule;
import io.millrace.ingest.media.PendingPosts;
import io.millrace.ingest.media.PostsWithMedia;
import io.millrace.ingest.pastes.OwnedPastes;
import io.millrace.ingest.pastes.PasteExpiry;
import io.millrace.ingest.pastes.PasteObjects;
import io.millrace.ingest.pastes.PastesProjection;
import io.millrace.ingest.posts.CountsProjection;
import io.millrace.ingest.posts.LikesProjection;
import io.millrace.ingest.posts.OwnedLikes;
import io.millrace.ingest.posts.OwnedPosts;
import io.millrace.ingest.posts.PostsProjection;
import io.millrace.ingest.readers.Edges;
import io.millrace.ingest.readers.IdleReaders;
import io.millrace.ingest.readers.OwnFeed;
import io.millrace.ingest.readers.ReaderSettings;
import io.millrace.ingest.readers.ReadersProjection;
import io.millrace.ingest.search.PostSearchProjection;
import io.millrace.ingest.search.UserSearchProjection;
import io.millrace.ingest.telemetry.TelemetryProjection;
import io.millrace.ingest.trending.TrendingProjection;
import io.millrace.ingest.usage.UsageProjection;
import io.millrace.storage.BlobsConfiguration;
import io.millrace.storage.StorageModule;
import io.millrace.storage.accounts.AccountReads;
import io.millrace.storage.accounts.AccountWrites;
import io.millrace.storage.accounts.ApiKeys;
import io.millrace.storage.accounts.Credentials;
import io.millrace.storage.accounts.SignIns;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.feed.FeedWrites;
import io.millrace.storage.feed.ReaderReads;
import io.millrace.storage.feed.ReaderWrites;
import io.millrace.storage.graph.GraphReads;
import io.millrace.storage.graph.GraphWrites;
import io.millrace.storage.links.AliasClaims;
import io.millrace.storage.links.EditClaims;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.links.LinkIndexWrites;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.LinkWrites;
import io.millrace.storage.links.VisitClaims;
import io.millrace.storage.pastes.PasteReads;
import io.millrace.storage.pastes.PasteRevisions;
import io.millrace.storage.pastes.PasteWrites;
import io.millrace.storage.posts.CountWrites;
import io.millrace.storage.posts.LikeReads;
import io.millrace.storage.posts.LikeWrites;
import io.millrace.storage.posts.PostReads;
import io.millrace.storage.posts.PostWrites;
import io.millrace.storage.search.PostIndexWrites;
import io.millrace.storage.search.UserIndexWrites;
import io.millrace.storage.telemetry.RollupWrites;
import io.millrace.storage.trending.TrendingWrites;
import io.millrace.storage.usage.UsageWrites;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All projections, each of which reads its topic in a consumer group of its own, and what purges what has expired. */
@Configuration(proxyBeanMethods = false)
@Import({StorageModule.class, BlobsConfiguration.class, ExpiryConfiguration.class, MediaModule.class})
@EnableConfigurationProperties({IngestProperties.class, ReaderSettings.class})
public class IngestModule {
    @Bean
    ProjectionRunner<LinkEvent> linksProjection(
            IngestProperties properties,
            ObjectProvider<MeterRegistry> meters,
            LinkReads reads,
            LinkWrites writes,
            LinkIndexWrites index,
            AliasClaims aliases,
            DueWrites due) {
        return runner(new LinksProjection(reads, writes, index, aliases, due), properties, meters);
    }

    @Bean
    EventAppender<LinkEvent> linksAppender(IngestProperties properties) {
        return new EventAppender<>(address(properties), Topics.LINKS, EventFamily.LINKS);
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
    ProjectionRunner<AccountEvent> accountsProjection(
            IngestProperties properties, ObjectProvider<MeterRegistry> meters, AccountWrites accounts, DueWrites due) {
        return runner(new AccountsProjection(accounts, due), properties, meters);
    }

    @Bean
    EventAppender<AccountEvent> accountsAppender(IngestProperties properties) {
        return new EventAppender<>(address(properties), Topics.ACCOUNTS, EventFamily.ACCOUNTS);
    }

    @Bean
    AccountErasure accountErasure(
            ProjectionRunner<AccountEvent> accountsProjection,
            EventAppender<AccountEvent> accountsAppender,
            AccountReads accounts,
            Credentials credentials,
            ApiKeys keys,
            SignIns signIns,
            UsageWrites usage,
            RollupWrites telemetry,
            ObjectProvider<Belongings> belongings,
            ExpiryProperties pace) {
        return new AccountErasure(
                new Shards(accountsProjection, accountsAppender),
                new AccountErasure.Tables(accounts, credentials, keys, signIns, usage, telemetry),
                belongings.orderedStream().toList(),
                pace.purgesPerPass());
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

    @Bean
    OwnedPastes ownedPastes(
            PasteReads reads,
            LinkIndexReads lists,
            LinkIndexWrites index,
            EditClaims edits,
            EventAppender<PasteEvent> pastesAppender) {
        return new OwnedPastes(reads, lists, index, edits, pastesAppender);
    }

    @Bean
    ProjectionRunner<PasteEvent> pastesProjection(
            IngestProperties properties,
            ObjectProvider<MeterRegistry> meters,
            PasteWrites writes,
            PasteRevisions revisions,
            LinkIndexWrites index,
            AliasClaims aliases,
            BlobStore blobs,
            DueWrites due) {
        return runner(new PastesProjection(writes, revisions, index, aliases, blobs, due), properties, meters);
    }

    @Bean
    EventAppender<PasteEvent> pastesAppender(IngestProperties properties) {
        return new EventAppender<>(address(properties), Topics.PASTES, EventFamily.PASTES);
    }

    @Bean
    PasteExpiry pasteExpiry(
            ProjectionRunner<PasteEvent> pastesProjection,
            EventAppender<PasteEvent> pastesAppender,
            PasteReads reads,
            ExpiryProperties expiry) {
        return new PasteExpiry(new Shards(pastesProjection, pastesAppender), reads, pastesAppender, expiry.grace());
    }

    @Bean
    PasteObjects pasteObjects(
            ProjectionRunner<PasteEvent> pastesProjection,
            EventAppender<PasteEvent> pastesAppender,
            PasteRevisions revisions) {
        return new PasteObjects(new Shards(pastesProjection, pastesAppender), revisions);
    }

    @Bean
    ProjectionRunner<?> telemetryProjection(
            IngestProperties properties, ObjectProvider<MeterRegistry> meters, RollupWrites rollups) {
        return runner(new TelemetryProjection(rollups), properties, meters);
    }

    @Bean
    ProjectionRunner<?> usageProjection(
            IngestProperties properties, ObjectProvider<MeterRegistry> meters, UsageWrites usages) {
        return runner(new UsageProjection(usages), properties, meters);
    }

    @Bean
    ProjectionRunner<?> trendingProjection(
            IngestProperties properties, ObjectProvider<MeterRegistry> meters, TrendingWrites trending) {
        return runner(new TrendingProjection(trending), properties, meters);
    }

    @Bean
    ProjectionRunner<PostEvent> postsProjection(
            IngestProperties properties,
            ObjectProvider<MeterRegistry> meters,
            PostWrites posts,
            PendingPosts pending,
            DueWrites due) {
        return runner(
                new PostsWithMedia(new PostsProjection(posts), pending, due, Clock.systemUTC()), properties, meters);
    }

    @Bean
    ProjectionRunner<?> postSearchProjection(
            IngestProperties properties, ObjectProvider<MeterRegistry> meters, PostIndexWrites index) {
        return runner(new PostSearchProjection(index), properties, meters);
    }

    @Bean
    ProjectionRunner<?> userSearchProjection(
            IngestProperties properties, ObjectProvider<MeterRegistry> meters, UserIndexWrites index) {
        return runner(new UserSearchProjection(index), properties, meters);
    }

    @Bean
    ProjectionRunner<?> likesProjection(
            IngestProperties properties, ObjectProvider<MeterRegistry> meters, LikeWrites likes) {
        return runner(new LikesProjection(likes), properties, meters);
    }

    @Bean
    OwnedPosts ownedPosts(
            PostReads reads, PostWrites writes, EditClaims edits, EventAppender<PostEvent> postsAppender) {
        return new OwnedPosts(reads, writes, edits, postsAppender);
    }

    @Bean
    EventAppender<Like> likesAppender(IngestProperties properties) {
        return new EventAppender<>(address(properties), Topics.LIKES, EventFamily.LIKES);
    }

    @Bean
    OwnedLikes ownedLikes(LikeReads reads, LikeWrites writes, EventAppender<Like> likesAppender) {
        return new OwnedLikes(reads, writes, likesAppender);
    }

    @Bean
    ProjectionRunner<?> countsProjection(
            IngestProperties properties, ObjectProvider<MeterRegistry> meters, CountWrites counts) {
        return runner(new CountsProjection(counts), properties, meters);
    }

    @Bean
    ProjectionRunner<GraphEvent> graphProjection(
            IngestProperties properties,
            ObjectProvider<MeterRegistry> meters,
            GraphReads reads,
            GraphWrites graph,
            DueWrites due) {
        BlockReminders blocked = new BlockReminders(reads, due, Clock.systemUTC());
        return runner(new GraphProjection(graph, blocked), properties, meters);
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

    @Bean
    DeliveriesProjection deliveries(ObjectProvider<MeterRegistry> meters, FeedWrites feeds) {
        return new DeliveriesProjection(feeds, registry(meters));
    }

    @Bean
    ProjectionRunner<?> deliveriesProjection(
            IngestProperties properties, ObjectProvider<MeterRegistry> meters, DeliveriesProjection deliveries) {
        return runner(deliveries, properties, meters);
    }

    @Bean
    ProjectionRunner<?> bulkDeliveriesProjection(
            IngestProperties properties,
            ObjectProvider<MeterRegistry> meters,
            FeedWrites feeds,
            DeliveriesProjection deliveries) {
        return runner(new BulkDeliveriesProjection(feeds, deliveries::isWriting, registry(meters)), properties, meters);
    }

    @Bean
    EventAppender<GraphEvent> graphAppender(IngestProperties properties) {
        return new EventAppender<>(address(properties), Topics.GRAPH, EventFamily.GRAPH);
    }

    @Bean
    EventAppender<Seen> readersAppender(IngestProperties properties) {
        return new EventAppender<>(address(properties), Topics.FEED_READERS, EventFamily.SEEN);
    }

    @Bean
    Edges feedEdges(GraphReads graph, EventAppender<GraphEvent> graphAppender) {
        return new Edges(graph, graphAppender);
    }

    @Bean
    ProjectionRunner<Seen> readersProjection(
            IngestProperties properties,
            ObjectProvider<MeterRegistry> meters,
            ReaderWrites readers,
            DueWrites due,
            Edges feedEdges,
            ReaderSettings settings) {
        return runner(
                new ReadersProjection(readers, due, feedEdges, settings.idle(), Clock.systemUTC()), properties, meters);
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

    private static <E> ProjectionRunner<E> runner(
            Projection<E> projection, IngestProperties properties, ObjectProvider<MeterRegistry> meters) {
        return new ProjectionRunner<>(projection, address(properties), registry(meters));
    }

    private static MeterRegistry registry(ObjectProvider<MeterRegistry> meters) {
        return meters.getIfAvailable(() -> Metrics.globalRegistry);
    }

    private static LogAddress address(IngestProperties properties) {
        return new LogAddress(properties.brokers(), properties.topics().prefix());
    }
}
