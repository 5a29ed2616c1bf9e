package io.millrace.storage;

import io.millrace.storage.accounts.AccountEdits;
import io.millrace.storage.accounts.AccountReads;
import io.millrace.storage.accounts.AccountWrites;
import io.millrace.storage.accounts.ApiKeys;
import io.millrace.storage.accounts.Credentials;
import io.millrace.storage.accounts.Sessions;
import io.millrace.storage.accounts.SignIns;
import io.millrace.storage.expiry.DueReads;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.feed.FeedReads;
import io.millrace.storage.feed.FeedWrites;
import io.millrace.storage.feed.ReaderReads;
import io.millrace.storage.feed.ReaderWrites;
import io.millrace.storage.graph.GraphReads;
import io.millrace.storage.graph.GraphWrites;
import io.millrace.storage.idempotency.IdempotencyKeys;
import io.millrace.storage.ids.NodeLeases;
import io.millrace.storage.keys.KeyBlocks;
import io.millrace.storage.keys.KeyReservations;
import io.millrace.storage.keys.KeySettings;
import io.millrace.storage.links.AliasClaims;
import io.millrace.storage.links.EditClaims;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.links.LinkIndexWrites;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.LinkWrites;
import io.millrace.storage.links.VisitClaims;
import io.millrace.storage.media.MediaClaims;
import io.millrace.storage.media.MediaReads;
import io.millrace.storage.media.MediaUploads;
import io.millrace.storage.media.MediaWrites;
import io.millrace.storage.pastes.PasteReads;
import io.millrace.storage.pastes.PasteRevisions;
import io.millrace.storage.pastes.PasteWrites;
import io.millrace.storage.posts.CountReads;
import io.millrace.storage.posts.CountWrites;
import io.millrace.storage.posts.LikeReads;
import io.millrace.storage.posts.LikeWrites;
import io.millrace.storage.posts.PostReads;
import io.millrace.storage.posts.PostWrites;
import io.millrace.storage.search.PostIndexReads;
import io.millrace.storage.search.PostIndexWrites;
import io.millrace.storage.search.UserIndexReads;
import io.millrace.storage.search.UserIndexWrites;
import io.millrace.storage.telemetry.RollupReads;
import io.millrace.storage.telemetry.RollupWrites;
import io.millrace.storage.trending.TrendingReads;
import io.millrace.storage.trending.TrendingWrites;
import io.millrace.storage.usage.UsageReads;
import io.millrace.storage.usage.UsageWrites;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** One connection to the database and the tables behind it; imported by every module that reads or writes them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CassandraSettings.class)
@Import({
    AccountEdits.class,
    AccountReads.class,
    AccountWrites.class,
    ApiKeys.class,
    Credentials.class,
    Sessions.class,
    SignIns.class,
    LinkReads.class,
    LinkWrites.class,
    LinkIndexReads.class,
    LinkIndexWrites.class,
    AliasClaims.class,
    EditClaims.class,
    VisitClaims.class,
    KeyBlocks.class,
    KeyReservations.class,
    KeySettings.class,
    DueReads.class,
    DueWrites.class,
    FeedReads.class,
    FeedWrites.class,
    ReaderReads.class,
    ReaderWrites.class,
    IdempotencyKeys.class,
    UsageReads.class,
    UsageWrites.class,
    MediaClaims.class,
    MediaReads.class,
    MediaUploads.class,
    MediaWrites.class,
    PasteReads.class,
    PasteWrites.class,
    PasteRevisions.class,
    RollupReads.class,
    RollupWrites.class,
    GraphReads.class,
    GraphWrites.class,
    NodeLeases.class,
    CountReads.class,
    CountWrites.class,
    LikeReads.class,
    LikeWrites.class,
    PostReads.class,
    PostWrites.class,
    PostIndexReads.class,
    PostIndexWrites.class,
    UserIndexReads.class,
    UserIndexWrites.class,
    TrendingReads.class,
    TrendingWrites.class
})
public class StorageModule {
    @Bean
    Cassandra cassandra(CassandraSettings settings) {
        return Cassandra.connect(settings);
    }
}
