package io.millrace.gateway.feed;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.feed.FeedPages.Page;
import java.util.Collection;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Feeds as their readers see them at this moment. */
final class Feeds {
    private static final int NEWEST = 30;

    private final Function<OwnerId, Mono<Followees>> followees;
    private final Presence presence;
    private final FeedPages pages;
    private final BooleanSupplier knowsPullPosts;

    /**
     * @param followees whose posts are for a reader
     * @param knowsPullPosts whether this gateway has learned of all posts that are not delivered; until it has, the timelines of
     *     all followees are read
     */
    Feeds(
            Function<OwnerId, Mono<Followees>> followees,
            Presence presence,
            FeedPages pages,
            BooleanSupplier knowsPullPosts) {
        this.followees = followees;
        this.presence = presence;
        this.pages = pages;
        this.knowsPullPosts = knowsPullPosts;
    }

    /** The page that begins at the cursor, with as many posts at most. */
    Mono<Page> page(OwnerId reader, FeedCursor cursor, int limit) {
        return followees.apply(reader).flatMap(of -> presence.reads(of)
                .map(undelivered -> new Reading(
                        of,
                        knowsPullPosts.getAsBoolean() ? undelivered : of.ways().keySet()))
                .flatMap(reading -> pages.page(reading, cursor, limit)));
    }

    /** The newest post that may be seen; empty if there is none. */
    Mono<PostId> newest(OwnerId reader) {
        return page(reader, FeedCursor.first(Order.LATEST), NEWEST)
                .flatMapIterable(Page::posts)
                .next()
                .map(post -> post.id());
    }

    /** Which of those posts are among the newest of the reader's feed and may be seen. */
    Mono<Set<PostId>> shown(OwnerId reader, Collection<PostId> posts) {
        return page(reader, FeedCursor.first(Order.LATEST), NEWEST)
                .flatMapIterable(Page::posts)
                .map(post -> post.id())
                .filter(posts::contains)
                .collect(java.util.stream.Collectors.toSet());
    }
}
