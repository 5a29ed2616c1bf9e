package io.millrace.gateway.media;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.MediaId;
import io.millrace.contracts.posts.MediaKind;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A photo or video as its owner sees it.
 *
 * @param original where its bytes are as they came; for its owner only
 * @param shown where what others see is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MediaAnswer(
        MediaId id,
        MediaKind kind,
        String state,
        @Nullable String failure,
        long size,
        String sha256,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable String blur,
        String original,
        List<Shown> shown) {

    /** @param name the last part of its address */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            String name,
            String url,
            @Nullable Integer width,
            @Nullable Integer height) {}

    static MediaAnswer of(Media media, URI publicUrl) {
        return new MediaAnswer(
                media.id(),
                media.kind(),
                media.state().name().toLowerCase(Locale.ROOT),
                media.failure(),
                media.original().size(),
                media.original().sha256(),
                known(media.width()),
                known(media.height()),
                media.blur(),
                address(media.id(), RenditionHandler.ORIGINAL, publicUrl),
                shown(media, publicUrl).toList());
    }

    private static Stream<Shown> shown(Media media, URI publicUrl) {
        return media.kind().isPhoto()
                ? media.renditions().stream()
                        .map(rendition -> new Shown(
                                rendition.name(),
                                address(media.id(), rendition.name(), publicUrl),
                                rendition.width(),
                                rendition.height()))
                : Stream.of(new Shown(
                        RenditionHandler.VIDEO, address(media.id(), RenditionHandler.VIDEO, publicUrl), null, null));
    }

    private static String address(MediaId id, String name, URI publicUrl) {
        return publicUrl + "/media/" + id + "/" + name;
    }

    private static @Nullable Integer known(int pixels) {
        return pixels == 0 ? null : pixels;
    }
}
