package io.millrace.contracts.trending;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * The tags that are on most of the public posts of one hour. Tags are spread over parts: a tag is in one part only, with the
 * whole of its posts. The numbers are absolute: of two with the same key the one with the higher revision holds.
 *
 * @param hour when the hour began in which the posts were made, UTC
 * @param part which part
 * @param revision rises with each new list of the same key
 * @param tags the tags that are on most posts, those with more posts first; at most {@value #MAX_TAGS}
 * @param unlisted no tag of this part that is not in the list is on more posts than this
 */
public record TrendingTags(Instant hour, int part, long revision, List<Tag> tags, long unlisted) {
    public static final int MAX_TAGS = 200;

    /**
     * A tag of a list.
     *
     * @param tag a lower-case word without {@code #}
     * @param posts on how many public posts of the hour it is; at least one
     */
    public record Tag(String tag, long posts) {
        public Tag {
            requireNonNull(tag, "tag");
            if (posts < 1) {
                throw new IllegalArgumentException("A listed tag is on at least one post: " + tag);
            }
        }
    }

    public TrendingTags {
        requireNonNull(hour, "hour");
        tags = List.copyOf(tags);
        if (part < 0 || unlisted < 0) {
            throw new IllegalArgumentException("Parts and numbers of posts are not negative");
        }
        if (tags.size() > MAX_TAGS) {
            throw new IllegalArgumentException("A list has at most " + MAX_TAGS + " tags");
        }
    }

    /** The record key. */
    public String key() {
        return hour + "|" + part;
    }
}
