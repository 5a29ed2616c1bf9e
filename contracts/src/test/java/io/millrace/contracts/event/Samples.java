package io.millrace.contracts.event;

import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.accounts.AccountEvent.AccountCreated;
import io.millrace.contracts.accounts.AccountEvent.AccountDeleted;
import io.millrace.contracts.accounts.AccountEvent.AccountEdited;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.accounts.Role;
import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.clicks.ClickId;
import io.millrace.contracts.clicks.Outcome;
import io.millrace.contracts.feed.Delivery;
import io.millrace.contracts.feed.FanoutTask;
import io.millrace.contracts.feed.PullPost;
import io.millrace.contracts.feed.Seen;
import io.millrace.contracts.graph.GraphEvent.BlockChanged;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkEvent.LinkCreated;
import io.millrace.contracts.links.LinkEvent.LinkDeleted;
import io.millrace.contracts.links.LinkEvent.LinkEdited;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteEvent.PasteCreated;
import io.millrace.contracts.pastes.PasteEvent.PasteDeleted;
import io.millrace.contracts.pastes.PasteEvent.PasteEdited;
import io.millrace.contracts.pastes.PasteText;
import io.millrace.contracts.posts.Attachment;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Count;
import io.millrace.contracts.posts.Like;
import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.MediaEvent.MediaDeleted;
import io.millrace.contracts.posts.MediaEvent.MediaRendered;
import io.millrace.contracts.posts.MediaEvent.MediaUploaded;
import io.millrace.contracts.posts.MediaId;
import io.millrace.contracts.posts.MediaKind;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent.PostCreated;
import io.millrace.contracts.posts.PostEvent.PostDeleted;
import io.millrace.contracts.posts.PostEvent.PostEdited;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.contracts.telemetry.Dimension;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.contracts.telemetry.Visitors;
import io.millrace.contracts.trending.TrendingTags;
import io.millrace.contracts.usage.Usage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One event of each type with every field filled, and one with all that may be absent absent. */
final class Samples {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");

    private static final Link FULL_LINK = new Link(
            new LinkKey("spring-sale"),
            new OwnerId("ada.lovelace"),
            "https://example.com/a/long/path?q=caf%C3%A9#top",
            AT,
            Instant.parse("2031-03-04T05:06:07.089Z"),
            1_000L,
            "Spring “sale” ☀",
            Set.of("newsletter", "2026"),
            Visibility.PRIVATE,
            List.of(new OwnerId("grace"), new OwnerId("alan_t")),
            true,
            true,
            3);

    private static final Link SPARSE_LINK = new Link(
            new LinkKey("Ab3dE9x"),
            OwnerId.DEFAULT,
            "http://example.com/",
            AT,
            Instant.parse("2031-03-04T05:06:07.089Z"),
            null,
            null,
            Set.of(),
            Visibility.PUBLIC,
            List.of(),
            false,
            false,
            1);

    private static final Click FULL_CLICK = new Click(
            new ClickId("gw-1.7f3a", 4_294_967_296L),
            AT,
            new LinkKey("Ab3dE9x"),
            OwnerId.DEFAULT,
            Outcome.REDIRECTED,
            "NO",
            "192.0.2.0/24",
            -6_917_529_027_641_081_857L,
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "https://news.example.org/item");

    private static final Click SPARSE_CLICK = new Click(
            new ClickId("gw-1.7f3a", 0),
            AT,
            new LinkKey("nothing-here"),
            null,
            Outcome.UNKNOWN,
            null,
            null,
            0,
            null,
            null);

    private static final Account FULL_ACCOUNT = new Account(new OwnerId("ada.lovelace"), "Ada L.", Role.ADMIN, AT, 2);

    private static final Account APPROVING_ACCOUNT =
            new Account(new OwnerId("ada.lovelace"), "Ada L.", Role.ADMIN, AT, 3, true);

    private static final Account SPARSE_ACCOUNT = new Account(new OwnerId("grace"), null, Role.USER, AT, 1);

    private static final String SHA256 = "0123456789abcdef".repeat(4);

    private static final Paste FULL_PASTE = new Paste(
            new LinkKey("release-notes"),
            new OwnerId("ada.lovelace"),
            "Release notes ☀",
            "markdown",
            AT,
            Instant.parse("2031-03-04T05:06:07.089Z"),
            true,
            Visibility.PRIVATE,
            List.of(new OwnerId("grace")),
            true,
            2,
            PasteText.stored(new BlobRef(new BlobKey("pastes/release-notes/2"), 9_000_000, SHA256)),
            3);

    private static final Paste SPARSE_PASTE = new Paste(
            new LinkKey("Ab3dE9x"),
            OwnerId.DEFAULT,
            null,
            null,
            AT,
            Instant.parse("2031-03-04T05:06:07.089Z"),
            false,
            Visibility.PUBLIC,
            List.of(),
            false,
            1,
            PasteText.inline("naïve", 6, SHA256),
            1);

    private static final TrendingTags TRENDING = new TrendingTags(
            Grain.HOUR.startOf(AT),
            3,
            1_772_600_767_089_123L,
            List.of(new TrendingTags.Tag("rain", 12), new TrendingTags.Tag("caf\u00e9", 7)),
            1);

    private static final TrendingTags NOTHING_TRENDING =
            new TrendingTags(Grain.HOUR.startOf(AT), 0, 1_772_600_767_089_123L, List.of(), 0);

    private static final Usage USAGE =
            new Usage(new OwnerId("ada.lovelace"), Grain.HOUR.startOf(AT), 3, 1_772_600_767_089_123L, 12, 34, -5_678);

    private static final PostId POST_ID = new PostId(TimeOrderedId.of(AT.toEpochMilli(), 7, 5));

    private static final MediaId MEDIA_ID = new MediaId(TimeOrderedId.of(AT.toEpochMilli(), 7, 4));

    private static final Post FULL_POST = new Post(
            POST_ID,
            new OwnerId("ada.lovelace"),
            "First light ☀",
            "The mill at dawn",
            List.of(new Attachment(MEDIA_ID, MediaKind.JPEG, "A water mill", 4_032, 3_024, "image/png;base64,AAAA")),
            Set.of("dawn", "mill"),
            Audience.FOLLOWERS,
            Post.State.READY,
            AT,
            2);

    private static final Post SPARSE_POST = new Post(
            POST_ID,
            new OwnerId("grace"),
            null,
            null,
            List.of(),
            Set.of(),
            Audience.PUBLIC,
            Post.State.PENDING,
            null,
            1);

    private static final BlobRef ORIGINAL = new BlobRef(new BlobKey("media/1/original"), 2_000_000, SHA256);

    private static final Media FULL_MEDIA = new Media(
            MEDIA_ID,
            new OwnerId("ada.lovelace"),
            MediaKind.JPEG,
            ORIGINAL,
            Media.State.READY,
            4_032,
            3_024,
            "image/png;base64,AAAA",
            List.of(new Media.Rendition("1080", 1_080, 810, new BlobRef(new BlobKey("media/1/1080"), 200_000, SHA256))),
            "not true of this one");

    private static final Media SPARSE_MEDIA = new Media(
            MEDIA_ID,
            new OwnerId("ada.lovelace"),
            MediaKind.MP4,
            ORIGINAL,
            Media.State.UPLOADED,
            0,
            0,
            null,
            List.of(),
            null);

    /** A sample by the name of its golden file. */
    record Sample<E>(String name, EventFamily<E> family, Event<E> event) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Samples() {}

    static Stream<Sample<?>> all() {
        return Stream.of(
                sample("millrace.link.created.full", EventFamily.LINKS, new LinkCreated(FULL_LINK)),
                sample("millrace.link.created.sparse", EventFamily.LINKS, new LinkCreated(SPARSE_LINK)),
                sample("millrace.link.edited.full", EventFamily.LINKS, new LinkEdited(FULL_LINK, AT)),
                sample("millrace.link.deleted.full", EventFamily.LINKS, new LinkDeleted(FULL_LINK, AT)),
                sample("millrace.click.full", EventFamily.CLICKS, FULL_CLICK),
                sample("millrace.click.sparse", EventFamily.CLICKS, SPARSE_CLICK),
                sample("millrace.telemetry.rollup.full", EventFamily.ROLLUPS, fullRollup()),
                sample("millrace.telemetry.rollup.sparse", EventFamily.ROLLUPS, sparseRollup()),
                sample("millrace.account.created.full", EventFamily.ACCOUNTS, new AccountCreated(FULL_ACCOUNT)),
                sample(
                        "millrace.account.created.approving",
                        EventFamily.ACCOUNTS,
                        new AccountCreated(APPROVING_ACCOUNT)),
                sample(
                        "millrace.account.edited.approving",
                        EventFamily.ACCOUNTS,
                        new AccountEdited(APPROVING_ACCOUNT, AT)),
                sample(
                        "millrace.account.deleted.approving",
                        EventFamily.ACCOUNTS,
                        new AccountDeleted(APPROVING_ACCOUNT, AT)),
                sample("millrace.account.created.sparse", EventFamily.ACCOUNTS, new AccountCreated(SPARSE_ACCOUNT)),
                sample("millrace.account.edited.full", EventFamily.ACCOUNTS, new AccountEdited(FULL_ACCOUNT, AT)),
                sample("millrace.account.deleted.full", EventFamily.ACCOUNTS, new AccountDeleted(FULL_ACCOUNT, AT)),
                sample("millrace.paste.created.full", EventFamily.PASTES, new PasteCreated(FULL_PASTE)),
                sample("millrace.paste.created.sparse", EventFamily.PASTES, new PasteCreated(SPARSE_PASTE)),
                sample("millrace.paste.edited.full", EventFamily.PASTES, new PasteEdited(FULL_PASTE, AT)),
                sample("millrace.paste.edited.sparse", EventFamily.PASTES, new PasteEdited(SPARSE_PASTE, AT)),
                sample("millrace.paste.deleted.full", EventFamily.PASTES, new PasteDeleted(FULL_PASTE, AT)),
                sample("millrace.paste.deleted.sparse", EventFamily.PASTES, new PasteDeleted(SPARSE_PASTE, AT)),
                sample("millrace.usage.full", EventFamily.USAGE, USAGE),
                sample("millrace.post.created.full", EventFamily.POSTS, new PostCreated(FULL_POST)),
                sample("millrace.post.created.sparse", EventFamily.POSTS, new PostCreated(SPARSE_POST)),
                sample("millrace.post.edited.full", EventFamily.POSTS, new PostEdited(FULL_POST, AT)),
                sample("millrace.post.deleted.full", EventFamily.POSTS, new PostDeleted(FULL_POST, AT)),
                sample("millrace.media.uploaded.full", EventFamily.MEDIA, new MediaUploaded(FULL_MEDIA)),
                sample("millrace.media.uploaded.sparse", EventFamily.MEDIA, new MediaUploaded(SPARSE_MEDIA)),
                sample("millrace.media.rendered.full", EventFamily.MEDIA, new MediaRendered(FULL_MEDIA, AT)),
                sample("millrace.media.deleted.full", EventFamily.MEDIA, new MediaDeleted(FULL_MEDIA, AT)),
                sample("millrace.like.full", EventFamily.LIKES, new Like(POST_ID, new OwnerId("grace"), true, AT)),
                sample(
                        "millrace.follow.full",
                        EventFamily.GRAPH,
                        new FollowChanged(new OwnerId("grace"), new OwnerId("ada.lovelace"), Following.REQUESTED, AT)),
                sample(
                        "millrace.block.full",
                        EventFamily.GRAPH,
                        new BlockChanged(new OwnerId("grace"), new OwnerId("alan_t"), true, AT)),
                sample(
                        "millrace.fanout.deliver.full",
                        EventFamily.FANOUT,
                        new FanoutTask.Deliver(new OwnerId("grace"), 13, 25, POST_ID)),
                sample(
                        "millrace.fanout.enrol.full",
                        EventFamily.FANOUT,
                        new FanoutTask.Enrol(new OwnerId("grace"), 13, new OwnerId("alan_t"))),
                sample(
                        "millrace.fanout.withdraw.full",
                        EventFamily.FANOUT,
                        new FanoutTask.Withdraw(new OwnerId("grace"), 13, new OwnerId("alan_t"))),
                sample(
                        "millrace.feed.delivery.full",
                        EventFamily.DELIVERIES,
                        new Delivery(
                                new OwnerId("grace"),
                                List.of(POST_ID),
                                List.of(new OwnerId("alan_t"), new OwnerId("ada.lovelace")))),
                sample(
                        "millrace.feed.pull-post.full",
                        EventFamily.PULL_POSTS,
                        new PullPost(new OwnerId("grace"), POST_ID, true)),
                sample("millrace.feed.seen.full", EventFamily.SEEN, new Seen(new OwnerId("ada.lovelace"), AT)),
                sample(
                        "millrace.count.full",
                        EventFamily.COUNTS,
                        new Count(Count.Of.FOLLOWERS, "grace", 1_234, 1_772_600_767_089_123L)),
                sample("millrace.trending.full", EventFamily.TRENDING, TRENDING),
                sample("millrace.trending.sparse", EventFamily.TRENDING, NOTHING_TRENDING));
    }

    private static <E> Sample<E> sample(String name, EventFamily<E> family, E data) {
        return new Sample<>(name, family, new Event<>("0001", "/gateway/1", AT, data));
    }

    private static Rollup fullRollup() {
        Map<Dimension, Map<String, Long>> counts = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            counts.put(dimension, Map.of("a", 5L, Dimension.OTHER, 1L, Dimension.UNKNOWN, 1L));
        }
        Visitors visitors = new Visitors();
        visitors.add(1);
        visitors.add(2);
        visitors.add(-3);
        return new Rollup(
                Subject.owner(new OwnerId("ada.lovelace")),
                Grain.HOUR,
                Grain.HOUR.startOf(AT),
                5,
                1_772_600_767_089_123L,
                7,
                2,
                counts,
                visitors.encode());
    }

    private static Rollup sparseRollup() {
        return new Rollup(
                Subject.ORPHANS, Grain.DAY, Grain.DAY.startOf(AT), 0, 1, 0, 0, Map.of(), new Visitors().encode());
    }
}
