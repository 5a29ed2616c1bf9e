package io.millrace.contracts.posts;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A photo or video on a post, with what a page must know to leave room for it.
 *
 * @param media which
 * @param kind what it is
 * @param alt what it shows, in words; at most {@value #MAX_ALT_LENGTH} characters
 * @param width in pixels, as it is to be shown; 0 where it is not known (videos, and photos that are not rendered yet)
 * @param height likewise
 * @param blur a small placeholder, as a {@code data:} address would carry it; null where there is none
 */
public record Attachment(
        MediaId media,
        MediaKind kind,
        @Nullable String alt,
        int width,
        int height,
        @Nullable String blur) {
    public static final int MAX_ALT_LENGTH = 1_000;

    public Attachment {
        requireNonNull(media, "media");
        requireNonNull(kind, "kind");
        if (width < 0 || height < 0) {
            throw new IllegalArgumentException("A width and a height are not negative");
        }
    }
}
