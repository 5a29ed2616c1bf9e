package io.millrace.gateway.sharing;

import io.millrace.contracts.posts.Attachment;
import io.millrace.contracts.posts.Post;
import io.millrace.gateway.media.MediaAddresses;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.HtmlUtils;

/**
 * What the head of a post's page tells other apps, so that a post that is shared there shows its photo: Open Graph (ogp.me),
 * Twitter's card, and where the oEmbed of it is. All that somebody wrote is escaped and stands between double quotes.
 */
final class PostCard {
    private static final int MOST_PHOTOS = 4;

    /** For a post that not everybody sees: nothing of it is told to whoever only looks at the head. */
    static final String UNTOLD = """
            <title>Post · Millrace</title>
            <meta name="robots" content="noindex">
            """;

    private final StringBuilder html = new StringBuilder();
    private final Post post;
    private final URI publicUrl;

    private PostCard(Post post, URI publicUrl) {
        this.post = post;
        this.publicUrl = publicUrl;
    }

    /**
     * The elements of the head.
     *
     * @param post one that everybody may see
     */
    static String of(Post post, URI publicUrl) {
        return new PostCard(post, publicUrl).write();
    }

    static String address(Post post, URI publicUrl) {
        return publicUrl + "/posts/" + post.id();
    }

    static String author(Post post, URI publicUrl) {
        return publicUrl + "/users/" + encoded(post.author().value());
    }

    private String write() {
        String title = Words.title(post);
        String description = Words.description(post);
        String address = address(post, publicUrl);
        html.append("<title>").append(HtmlUtils.htmlEscape(title, "UTF-8")).append(" · Millrace</title>\n");
        link("canonical", "", address, "");
        link("alternate", "application/json+oembed", publicUrl + "/oembed?format=json&url=" + encoded(address), title);
        if (!description.isEmpty()) {
            meta("name", "description", description);
            property("og:description", description);
        }
        property("og:title", title);
        property("og:type", "article");
        property("og:url", address);
        property("og:site_name", "Millrace");
        property("article:published_time", post.id().time().toString());
        property("article:author", author(post, publicUrl));
        post.tags().forEach(tag -> property("article:tag", tag));
        Rendition.photos(post).limit(MOST_PHOTOS).forEach(this::photo);
        post.media().stream().filter(media -> !media.kind().isPhoto()).limit(1).forEach(this::video);
        meta("name", "twitter:card", Rendition.cover(post).isPresent() ? "summary_large_image" : "summary");
        return html.toString();
    }

    private void photo(Attachment photo) {
        Rendition large = Rendition.ofWhole(photo, publicUrl).findFirst().orElseThrow();
        property("og:image", large.url());
        property("og:image:type", "image/jpeg");
        property("og:image:width", String.valueOf(large.width()));
        property("og:image:height", String.valueOf(large.height()));
        if (photo.alt() != null) {
            property("og:image:alt", photo.alt());
        }
    }

    private void video(Attachment video) {
        MediaAddresses.of(video.media(), video.kind(), publicUrl).values().forEach(url -> property("og:video", url));
        property("og:video:type", video.kind().contentType());
    }

    private void property(String name, String content) {
        meta("property", name, content);
    }

    private void meta(String kind, String name, String content) {
        html.append("<meta ").append(kind).append("=\"").append(name);
        html.append("\" content=\"")
                .append(HtmlUtils.htmlEscape(content, "UTF-8"))
                .append("\">\n");
    }

    private void link(String relation, String type, String href, String title) {
        html.append("<link rel=\"").append(relation);
        html.append(type.isEmpty() ? "" : "\" type=\"" + type);
        html.append("\" href=\"").append(HtmlUtils.htmlEscape(href, "UTF-8"));
        html.append(title.isEmpty() ? "" : "\" title=\"" + HtmlUtils.htmlEscape(title, "UTF-8"));
        html.append("\">\n");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
