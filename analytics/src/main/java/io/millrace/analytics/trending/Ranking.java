package io.millrace.analytics.trending;

import io.millrace.contracts.trending.TrendingTags;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tags of one hour and part that are on most posts, while that changes. It holds more than are needed, and knows what tags that
 * it does not hold can have at most; so only after many of its tags lost posts it must be filled again from all counts.
 */
final class Ranking {
    /** So many are right at any time; twice as many are held. */
    static final int SURE = TrendingTags.MAX_TAGS / 2;

    private static final Comparator<TrendingTags.Tag> ORDER =
            Comparator.comparingLong(TrendingTags.Tag::posts).reversed().thenComparing(TrendingTags.Tag::tag);

    private final Map<String, Long> posts = new HashMap<>();
    private long unlisted;
    private long revision;

    /** Goes on from what was stored. */
    static Ranking of(TrendingTags stored) {
        Ranking ranking = new Ranking();
        stored.tags().forEach(tag -> ranking.posts.put(tag.tag(), tag.posts()));
        ranking.unlisted = stored.unlisted();
        ranking.revision = stored.revision();
        return ranking;
    }

    /** @param count on how many posts the tag is now */
    void put(String tag, long count) {
        if (count <= 0) {
            posts.remove(tag);
            return;
        }
        posts.put(tag, count);
        if (posts.size() > TrendingTags.MAX_TAGS) {
            TrendingTags.Tag least =
                    posts.entrySet().stream().map(Ranking::tag).max(ORDER).orElseThrow();
            posts.remove(least.tag());
            unlisted = Math.max(unlisted, least.posts());
        }
    }

    /** Whether no tag outside belongs among the first {@link #SURE}. */
    boolean isSure() {
        return unlisted == 0
                || posts.values().stream()
                                .filter(count -> count >= unlisted)
                                .limit(SURE)
                                .count()
                        == SURE;
    }

    /** Forgets all, to be filled again. */
    void clear() {
        posts.clear();
        unlisted = 0;
    }

    /** @param moment in microseconds; revisions go on rising where the state was lost and is made again */
    void revise(long moment) {
        revision = Math.max(revision + 1, moment);
    }

    long unlisted() {
        return unlisted;
    }

    long revision() {
        return revision;
    }

    List<TrendingTags.Tag> tags() {
        return posts.entrySet().stream().map(Ranking::tag).sorted(ORDER).toList();
    }

    private static TrendingTags.Tag tag(Map.Entry<String, Long> entry) {
        return new TrendingTags.Tag(entry.getKey(), entry.getValue());
    }
}
