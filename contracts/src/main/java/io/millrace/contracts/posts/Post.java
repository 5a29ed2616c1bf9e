package io.millrace.contracts.posts;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.accounts.OwnerId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of a post.
 *
 * @param id which; tells when it was made
 * @param author whose
 * @param title at most {@value #MAX_TITLE_LENGTH} characters
 * @param text at most {@value #MAX_TEXT_LENGTH} characters
 * @param media its photos and videos in their order, at most {@value #MAX_MEDIA}
 * @param tags lower-case words without {@code #}, at most {@value #MAX_TAGS}
 * @param visibility who may see it
 * @param state whether it can be seen at all
 * @param editedAt when it was last edited; null if it never was
 * @param version 1 for a new post, one more with each change
 */
public record Post(
        PostId id,
        OwnerId author,
        @Nullable String title,
        @Nullable String text,
        List<Attachment> media,
        Set<String> tags,
        Audience visibility,
        State state,
        @Nullable Instant editedAt,
        long version) {
    public static final int MAX_TITLE_LENGTH = 200;
    public static final int MAX_TEXT_LENGTH = 5_000;
    public static final int MAX_MEDIA = 10;
    public static final int MAX_TAGS = 30;
    public static final int MAX_TAG_LENGTH = 50;

    /** Where a post is on its way to be seen. */
    public enum State {
        /** The renditions of its photos are being made; only its author sees it. */
        PENDING,
        /** Whom its visibility includes sees it. */
        READY,
        /** One of its photos could not be rendered; only its author sees it. */
        FAILED
    }

    public Post {
        requireNonNull(id, "id");
        requireNonNull(author, "author");
        requireNonNull(visibility, "visibility");
        requireNonNull(state, "state");
        media = List.copyOf(media);
        tags = Collections.unmodifiableSet(new TreeSet<>(tags));
        if (version < 1) {
            throw new IllegalArgumentException("A post's version is at least 1");
        }
    }

    /** Whether those who follow its author see it, which is what feeds are made of. */
    public boolean reachesFollowers() {
        return state == State.READY && visibility != Audience.PRIVATE;
    }

    /** Whether everybody sees it, which is what is searched and counted. */
    public boolean reachesEverybody() {
        return state == State.READY && visibility == Audience.PUBLIC;
    }

    /** What is left of a deleted post: which it was and whose. */
    public Post emptied() {
        return new Post(id, author, null, null, List.of(), Set.of(), visibility, state, editedAt, version);
    }
}
