package io.millrace.gateway.feed;

import io.millrace.contracts.posts.PostId;
import io.millrace.storage.feed.FeedPost;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The newest of what several sources have, each post once. A source that was not read to its end may have more of what is older
 * than where it stopped, so nothing older than that is taken until it was asked again.
 *
 * @param posts the newest first
 * @param rest where to go on: what is older than this post was not taken; null if there is nothing
 */
record Union(List<FeedPost> posts, @Nullable PostId rest) {
    private static final Comparator<FeedPost> NEWEST_FIRST =
            Comparator.comparing(FeedPost::post).reversed();

    Union {
        posts = List.copyOf(posts);
    }

    /**
     * What one source has from some post on.
     *
     * @param posts the newest first
     * @param stoppedAt the last post that was read, whether or not it is among these; null if there is nothing older
     */
    record Source(List<FeedPost> posts, @Nullable PostId stoppedAt) {
        Source {
            posts = List.copyOf(posts);
        }

        /** All that there is. */
        static Source whole(List<FeedPost> posts) {
            return new Source(posts, null);
        }

        /** What was answered to a question for so many: if there are as many, there may be more. */
        static Source of(List<FeedPost> posts, int limit) {
            return new Source(
                    posts,
                    posts.size() < limit ? null : posts.get(posts.size() - 1).post());
        }
    }

    /** @param limit the most posts to take */
    static Union of(Collection<Source> sources, int limit) {
        PostId floor = sources.stream()
                .map(Source::stoppedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        TreeSet<FeedPost> all = new TreeSet<>(NEWEST_FIRST);
        sources.forEach(source -> source.posts().stream()
                .filter(post -> floor == null || post.post().compareTo(floor) >= 0)
                .forEach(all::add));
        List<FeedPost> newest = all.stream().limit(limit).toList();
        return new Union(
                newest, newest.size() < all.size() ? newest.get(limit - 1).post() : floor);
    }
}
