package io.millrace.gateway.sharing;

import io.millrace.contracts.posts.Attachment;
import io.millrace.contracts.posts.Post;
import io.millrace.gateway.media.MediaAddresses;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A photo of a post in one of the sizes in which it is shown.
 *
 * @param url where it is
 * @param width in pixels, give or take one: it follows from that of the original
 * @param height likewise
 */
record Rendition(String url, int width, int height) {
    private static final String SQUARE = "square";
    private static final int SQUARE_SIDE = 150;

    /** The first photo that has been rendered: the one that stands for the post. */
    static Optional<Attachment> cover(Post post) {
        return photos(post).findFirst();
    }

    static Stream<Attachment> photos(Post post) {
        return post.media().stream().filter(media -> media.kind().isPhoto() && media.width() > 0 && media.height() > 0);
    }

    /** The whole photo, the largest first. */
    static Stream<Rendition> ofWhole(Attachment photo, URI publicUrl) {
        Map<String, String> urls = MediaAddresses.of(photo.media(), photo.kind(), publicUrl);
        return Stream.of(1080, 640).map(side -> {
            double scale = Math.min(1, (double) side / Math.max(photo.width(), photo.height()));
            return new Rendition(
                    Objects.requireNonNull(urls.get(String.valueOf(side))),
                    Math.max(1, (int) Math.round(photo.width() * scale)),
                    Math.max(1, (int) Math.round(photo.height() * scale)));
        });
    }

    /** The middle of it. */
    static Rendition square(Attachment photo, URI publicUrl) {
        int side = Math.min(SQUARE_SIDE, Math.min(photo.width(), photo.height()));
        String url = MediaAddresses.of(photo.media(), photo.kind(), publicUrl).get(SQUARE);
        return new Rendition(Objects.requireNonNull(url), side, side);
    }

    boolean fits(int maxWidth, int maxHeight) {
        return width <= maxWidth && height <= maxHeight;
    }
}
