package io.millrace.contracts.posts;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.blobs.BlobRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of an uploaded photo or video.
 *
 * @param id which; tells when it was uploaded
 * @param owner whose
 * @param kind what its bytes are
 * @param original where the bytes are as they came; for its owner only, they may carry a place and a camera
 * @param state whether it can be shown
 * @param width in pixels as it is to be shown, EXIF orientation applied; 0 where it is not known
 * @param height likewise
 * @param blur a small placeholder, as a {@code data:} address would carry it; null where there is none
 * @param renditions what is shown of a photo; empty for videos, and until it is rendered
 * @param failure why it cannot be shown, in words for its owner; null unless it failed
 */
public record Media(
        MediaId id,
        OwnerId owner,
        MediaKind kind,
        BlobRef original,
        State state,
        int width,
        int height,
        @Nullable String blur,
        List<Rendition> renditions,
        @Nullable String failure) {

    /** Where it is on its way to be shown. */
    public enum State {
        UPLOADED,
        READY,
        FAILED
    }

    /**
     * A smaller picture of a photo: JPEG, without any metadata.
     *
     * @param name the last part of its address: the longer side's limit in pixels, or {@code square}
     * @param width in pixels
     * @param height in pixels
     * @param blob where its bytes are
     */
    public record Rendition(String name, int width, int height, BlobRef blob) {
        public Rendition {
            requireNonNull(name, "name");
            requireNonNull(blob, "blob");
        }
    }

    public Media {
        requireNonNull(id, "id");
        requireNonNull(owner, "owner");
        requireNonNull(kind, "kind");
        requireNonNull(original, "original");
        requireNonNull(state, "state");
        renditions = List.copyOf(renditions);
    }

    /** What is left of it when it is deleted: which it was and whose, and which bytes are to go. */
    public Media emptied() {
        return new Media(id, owner, kind, original, state, 0, 0, null, List.of(), null);
    }
}
