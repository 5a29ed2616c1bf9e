package io.millrace.contracts;

import static io.millrace.contracts.Topic.Cleanup.COMPACT;
import static io.millrace.contracts.Topic.Cleanup.DELETE;
import static io.millrace.contracts.Topic.Durability.FLUSHED;
import static io.millrace.contracts.Topic.Durability.REPLICATED;

import io.millrace.contracts.accounts.AccountEvent;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.feed.Delivery;
import io.millrace.contracts.feed.FanoutTask;
import io.millrace.contracts.feed.PullPost;
import io.millrace.contracts.feed.Seen;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.contracts.posts.Count;
import io.millrace.contracts.posts.Like;
import io.millrace.contracts.posts.MediaEvent;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.trending.TrendingTags;
import io.millrace.contracts.usage.Usage;
import java.time.Duration;
import java.util.List;

/** The catalogue of topics. Nothing else names a topic. */
public final class Topics {
    /** What topic names begin with, unless configured otherwise (tests take a prefix of their own). */
    public static final String DEFAULT_PREFIX = "millrace.";

    /** The consumer that builds the tables. */
    public static final String INGEST = "ingest";

    /** The consumer that counts clicks, usage and tags. */
    public static final String ANALYTICS = "analytics";

    /** The consumer that decides who receives a post. */
    public static final String FEED_BUILDER = "feed-builder";

    /** What happened to each link. Compacted: an event carries the link's whole state, so the last one is enough. */
    public static final Topic LINKS = new Topic(
            "links", "link key", LinkEvent.class, 6, COMPACT, Duration.ZERO, FLUSHED, List.of(INGEST, ANALYTICS));

    /** Every visit of a short address, as the gateway saw it. */
    public static final Topic CLICKS =
            new Topic("clicks", "link key", Click.class, 6, DELETE, Duration.ofDays(7), REPLICATED, List.of(ANALYTICS));

    /** Absolute counts of a subject's visits in an hour or a day, rewritten as they grow. */
    public static final Topic TELEMETRY_ROLLUPS = new Topic(
            "telemetry.rollups",
            "subject, grain, start and part",
            Rollup.class,
            6,
            COMPACT,
            Duration.ZERO,
            REPLICATED,
            List.of(INGEST));

    /** What happened to each account. Nothing secret is in it. */
    public static final Topic ACCOUNTS =
            new Topic("accounts", "user name", AccountEvent.class, 6, COMPACT, Duration.ZERO, FLUSHED, List.of(INGEST));

    /** What happened to each paste. Short texts are in it, longer ones are referred to. */
    public static final Topic PASTES =
            new Topic("pastes", "paste key", PasteEvent.class, 6, COMPACT, Duration.ZERO, FLUSHED, List.of(INGEST));

    /** Absolute counts of what accounts use in an hour, rewritten as they grow. */
    public static final Topic USAGE = new Topic(
            "usage", "owner, hour and part", Usage.class, 6, COMPACT, Duration.ZERO, REPLICATED, List.of(INGEST));

    /** What happened to each post. In the partition of its author, so that an author's posts are in one order. */
    public static final Topic POSTS = new Topic(
            "posts",
            "post id; partitioned by author",
            PostEvent.class,
            6,
            COMPACT,
            Duration.ZERO,
            FLUSHED,
            List.of(INGEST, FEED_BUILDER, ANALYTICS));

    /** What happened to each photo and video. Their bytes are in the object store. */
    public static final Topic MEDIA =
            new Topic("media", "media id", MediaEvent.class, 6, COMPACT, Duration.ZERO, FLUSHED, List.of(INGEST));

    /** Who likes what. In the partition of the post. */
    public static final Topic LIKES = new Topic(
            "likes",
            "post id and user; partitioned by post id",
            Like.class,
            6,
            COMPACT,
            Duration.ZERO,
            FLUSHED,
            List.of(INGEST, FEED_BUILDER));

    /** Who follows and who blocks whom. In the partition of who is followed or blocks, beside the posts of that account. */
    public static final Topic GRAPH = new Topic(
            "graph",
            "subject, kind and other account; partitioned by subject",
            GraphEvent.class,
            POSTS.partitions(),
            COMPACT,
            Duration.ZERO,
            FLUSHED,
            List.of(INGEST, FEED_BUILDER));

    /** Posts for feeds. In the partition of those who receive them. */
    public static final Topic FEED_DELIVERIES = new Topic(
            "feed.deliveries",
            "author; partitioned by follower",
            Delivery.class,
            6,
            DELETE,
            Duration.ofDays(7),
            REPLICATED,
            List.of(INGEST));

    /**
     * Posts of authors with very many followers for feeds, apart from those of others, who are not to wait for them. In the
     * partition of those who receive them.
     */
    public static final Topic FEED_BULK_DELIVERIES = new Topic(
            "feed.bulk-deliveries",
            "author; partitioned by follower",
            Delivery.class,
            FEED_DELIVERIES.partitions(),
            DELETE,
            Duration.ofDays(7),
            REPLICATED,
            List.of(INGEST));

    /** What is to be done with buckets of an author's followers. In the partition of what those receive. */
    public static final Topic FEED_FANOUT = new Topic(
            "feed.fanout",
            "author and bucket; partitioned by follower",
            FanoutTask.class,
            FEED_DELIVERIES.partitions(),
            DELETE,
            Duration.ofDays(7),
            REPLICATED,
            List.of(FEED_BUILDER));

    /** Posts of authors with so many followers that readers fetch them. As long as posts stay in feeds. */
    public static final Topic FEED_PULL_AUTHORS = new Topic(
            "feed.pull-authors",
            "post id; partitioned by author",
            PullPost.class,
            POSTS.partitions(),
            DELETE,
            Duration.ofDays(31),
            REPLICATED,
            List.of());

    /** Who was there when; at most once a day from each gateway. Who is not for long has no feed written. */
    public static final Topic FEED_READERS =
            new Topic("feed.readers", "user name", Seen.class, 6, COMPACT, Duration.ZERO, REPLICATED, List.of(INGEST));

    /** Absolute counts of likes and followers, rewritten as they change. */
    public static final Topic COUNTS = new Topic(
            "counts",
            "what is counted and for whom",
            Count.class,
            6,
            COMPACT,
            Duration.ZERO,
            REPLICATED,
            List.of(INGEST));

    /** The tags that are on most public posts of each hour, rewritten as they change. */
    public static final Topic TRENDING = new Topic(
            "trending", "hour and part", TrendingTags.class, 6, COMPACT, Duration.ZERO, REPLICATED, List.of(INGEST));

    public static final List<Topic> ALL = List.of(
            LINKS,
            CLICKS,
            TELEMETRY_ROLLUPS,
            ACCOUNTS,
            PASTES,
            USAGE,
            POSTS,
            MEDIA,
            LIKES,
            GRAPH,
            FEED_FANOUT,
            FEED_DELIVERIES,
            FEED_BULK_DELIVERIES,
            FEED_PULL_AUTHORS,
            FEED_READERS,
            COUNTS,
            TRENDING);

    private Topics() {}
}
