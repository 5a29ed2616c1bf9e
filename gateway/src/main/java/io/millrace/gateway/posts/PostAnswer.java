package io.millrace.gateway.posts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Attachment;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.MediaId;
import io.millrace.contracts.posts.MediaKind;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.media.MediaAddresses;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A post as the interface shows it.
 *
 * @param state {@code pending} while its photos are being rendered, {@code failed} if one cannot be; others see it when it is
 *     {@code ready}
 * @param likes how many like it, as of some seconds ago
 * @param liked whether the caller does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PostAnswer(
        PostId id,
        String url,
        OwnerId author,
        @Nullable String title,
        @Nullable String text,
        List<Shown> media,
        Set<String> tags,
        Audience visibility,
        String state,
        Instant createdAt,
        @Nullable Instant editedAt,
        long version,
        long likes,
        boolean liked) {

    /**
     * A photo or video of the post.
     *
     * @param urls where it is, by the names of its sizes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            MediaId id,
            MediaKind kind,
            @Nullable String alt,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable String blur,
            java.util.Map<String, String> urls) {}

    static PostAnswer of(Post post, URI publicUrl, long likes, boolean liked) {
        return new PostAnswer(
                post.id(),
                publicUrl + "/posts/" + post.id(),
                post.author(),
                post.title(),
                post.text(),
                post.media().stream().map(media -> shown(media, publicUrl)).toList(),
                post.tags(),
                post.visibility(),
                post.state().name().toLowerCase(Locale.ROOT),
                post.id().time(),
                post.editedAt(),
                post.version(),
                likes,
                liked);
    }

    private static Shown shown(Attachment media, URI publicUrl) {
        return new Shown(
                media.media(),
                media.kind(),
                media.alt(),
                media.width() == 0 ? null : media.width(),
                media.height() == 0 ? null : media.height(),
                media.blur(),
                MediaAddresses.of(media.media(), media.kind(), publicUrl));
    }
}
