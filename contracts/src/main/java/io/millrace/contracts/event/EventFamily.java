package io.millrace.contracts.event;

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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The event types that one topic carries, by the names that travel in {@code ce_type}. A name, once published, is never
 * given to something else.
 *
 * @param root the type of all of them
 * @param types each event's class by its name
 */
public record EventFamily<E>(Class<E> root, Map<String, Class<? extends E>> types) {
    public static final EventFamily<LinkEvent> LINKS = new EventFamily<>(
            LinkEvent.class,
            Map.of(
                    "millrace.link.created", LinkEvent.LinkCreated.class,
                    "millrace.link.edited", LinkEvent.LinkEdited.class,
                    "millrace.link.deleted", LinkEvent.LinkDeleted.class));

    public static final EventFamily<Click> CLICKS =
            new EventFamily<>(Click.class, Map.of("millrace.click", Click.class));

    public static final EventFamily<Rollup> ROLLUPS =
            new EventFamily<>(Rollup.class, Map.of("millrace.telemetry.rollup", Rollup.class));

    public static final EventFamily<AccountEvent> ACCOUNTS = new EventFamily<>(
            AccountEvent.class,
            Map.of(
                    "millrace.account.created", AccountEvent.AccountCreated.class,
                    "millrace.account.edited", AccountEvent.AccountEdited.class,
                    "millrace.account.deleted", AccountEvent.AccountDeleted.class));

    public static final EventFamily<PasteEvent> PASTES = new EventFamily<>(
            PasteEvent.class,
            Map.of(
                    "millrace.paste.created", PasteEvent.PasteCreated.class,
                    "millrace.paste.edited", PasteEvent.PasteEdited.class,
                    "millrace.paste.deleted", PasteEvent.PasteDeleted.class));

    public static final EventFamily<Usage> USAGE =
            new EventFamily<>(Usage.class, Map.of("millrace.usage", Usage.class));

    public static final EventFamily<PostEvent> POSTS = new EventFamily<>(
            PostEvent.class,
            Map.of(
                    "millrace.post.created", PostEvent.PostCreated.class,
                    "millrace.post.edited", PostEvent.PostEdited.class,
                    "millrace.post.deleted", PostEvent.PostDeleted.class));

    public static final EventFamily<MediaEvent> MEDIA = new EventFamily<>(
            MediaEvent.class,
            Map.of(
                    "millrace.media.uploaded", MediaEvent.MediaUploaded.class,
                    "millrace.media.rendered", MediaEvent.MediaRendered.class,
                    "millrace.media.deleted", MediaEvent.MediaDeleted.class));

    public static final EventFamily<Like> LIKES = new EventFamily<>(Like.class, Map.of("millrace.like", Like.class));

    public static final EventFamily<GraphEvent> GRAPH = new EventFamily<>(
            GraphEvent.class,
            Map.of(
                    "millrace.follow", GraphEvent.FollowChanged.class,
                    "millrace.block", GraphEvent.BlockChanged.class));

    public static final EventFamily<FanoutTask> FANOUT = new EventFamily<>(
            FanoutTask.class,
            Map.of(
                    "millrace.fanout.deliver", FanoutTask.Deliver.class,
                    "millrace.fanout.enrol", FanoutTask.Enrol.class,
                    "millrace.fanout.withdraw", FanoutTask.Withdraw.class));

    public static final EventFamily<Delivery> DELIVERIES =
            new EventFamily<>(Delivery.class, Map.of("millrace.feed.delivery", Delivery.class));

    public static final EventFamily<PullPost> PULL_POSTS =
            new EventFamily<>(PullPost.class, Map.of("millrace.feed.pull-post", PullPost.class));

    public static final EventFamily<Seen> SEEN =
            new EventFamily<>(Seen.class, Map.of("millrace.feed.seen", Seen.class));

    public static final EventFamily<Count> COUNTS =
            new EventFamily<>(Count.class, Map.of("millrace.count", Count.class));

    public static final EventFamily<TrendingTags> TRENDING =
            new EventFamily<>(TrendingTags.class, Map.of("millrace.trending", TrendingTags.class));

    /** Every family; each topic carries one. */
    public static final List<EventFamily<?>> ALL = List.of(
            LINKS,
            CLICKS,
            ROLLUPS,
            ACCOUNTS,
            PASTES,
            USAGE,
            POSTS,
            MEDIA,
            LIKES,
            GRAPH,
            FANOUT,
            DELIVERIES,
            PULL_POSTS,
            SEEN,
            COUNTS,
            TRENDING);

    public EventFamily {
        types = Map.copyOf(types);
    }

    /** The names by class, for writers. */
    Map<Class<?>, String> names() {
        return types.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }
}
