package io.millrace.gateway.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.contracts.posts.Attachment;
import io.millrace.contracts.posts.Post;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * A post as another site embeds it (oembed.com, version 1.0): a photo, where the post has one that fits, else its words as
 * markup.
 *
 * @param type {@code photo} or {@code rich}
 * @param url where the photo is
 * @param html what shows a {@code rich} one: nothing in it runs or loads anything
 * @param cacheAge for how many seconds it may be kept; posts are edited, hidden and deleted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OEmbed(
        String version,
        String type,
        String title,
        @JsonProperty("author_name") String authorName,
        @JsonProperty("author_url") String authorUrl,
        @JsonProperty("provider_name") String providerName,
        @JsonProperty("provider_url") String providerUrl,
        @JsonProperty("cache_age") long cacheAge,
        @Nullable String url,
        @Nullable String html,
        int width,
        int height,
        @JsonProperty("thumbnail_url") @Nullable String thumbnailUrl,
        @JsonProperty("thumbnail_width") @Nullable Integer thumbnailWidth,
        @JsonProperty("thumbnail_height") @Nullable Integer thumbnailHeight) {
    static final Duration KEEP = Duration.ofMinutes(5);

    private static final int WIDTH = 550;
    private static final int LINE_HEIGHT = 24;
    private static final int LETTER_WIDTH = 9;
    private static final int FRAME_HEIGHT = 96;
    private static final int MOST_WORDS = 500;

    /**
     * @param post one that everybody may see
     * @param maxWidth in pixels
     * @param maxHeight in pixels
     */
    static OEmbed of(Post post, URI publicUrl, int maxWidth, int maxHeight) {
        Optional<Attachment> cover = Rendition.cover(post);
        Rendition thumbnail = cover.map(photo -> Rendition.square(photo, publicUrl))
                .filter(square -> square.fits(maxWidth, maxHeight))
                .orElse(null);
        Rendition photo = cover.stream()
                .flatMap(whole -> Rendition.ofWhole(whole, publicUrl))
                .filter(whole -> whole.fits(maxWidth, maxHeight))
                .findFirst()
                .orElse(thumbnail);
        int width = Math.min(maxWidth, WIDTH);
        return new OEmbed(
                "1.0",
                photo == null ? "rich" : "photo",
                Words.title(post),
                post.author().value(),
                PostCard.author(post, publicUrl),
                "Millrace",
                publicUrl.toString(),
                KEEP.toSeconds(),
                photo == null ? null : photo.url(),
                photo == null ? html(post, publicUrl) : null,
                photo == null ? width : photo.width(),
                photo == null ? Math.min(maxHeight, height(post, width)) : photo.height(),
                thumbnail == null ? null : thumbnail.url(),
                thumbnail == null ? null : thumbnail.width(),
                thumbnail == null ? null : thumbnail.height());
    }

    private static String html(Post post, URI publicUrl) {
        String address = HtmlUtils.htmlEscape(PostCard.address(post, publicUrl));
        String author = HtmlUtils.htmlEscape(PostCard.author(post, publicUrl));
        return "<blockquote class=\"millrace-post\" cite=\"" + address + "\"><p>"
                + HtmlUtils.htmlEscape(words(post), "UTF-8") + "</p><footer><a href=\"" + author + "\">"
                + HtmlUtils.htmlEscape(post.author().value()) + "</a> · <a href=\"" + address + "\">"
                + post.id().time().toString().substring(0, 10) + "</a></footer></blockquote>";
    }

    private static String words(Post post) {
        String title = Words.oneLine(post.title(), MOST_WORDS);
        String text = Words.oneLine(post.text(), MOST_WORDS);
        return title.isEmpty() || text.isEmpty() ? (title + text).strip() : title + " – " + text;
    }

    /** An estimate: what it really takes is up to the letters of who shows it. */
    private static int height(Post post, int width) {
        int lines = 1 + words(post).length() * LETTER_WIDTH / Math.max(LETTER_WIDTH, width);
        return FRAME_HEIGHT + lines * LINE_HEIGHT;
    }
}
