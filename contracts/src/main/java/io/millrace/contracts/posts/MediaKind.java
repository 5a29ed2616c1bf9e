package io.millrace.contracts.posts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What can be put on a post, told by its first bytes and never by its name. */
public enum MediaKind {
    @JsonProperty("image/jpeg")
    JPEG("image/jpeg", true),
    @JsonProperty("image/png")
    PNG("image/png", true),
    @JsonProperty("image/webp")
    WEBP("image/webp", true),
    @JsonProperty("image/gif")
    GIF("image/gif", true),
    @JsonProperty("video/mp4")
    MP4("video/mp4", false),
    @JsonProperty("video/webm")
    WEBM("video/webm", false);

    private final String contentType;
    private final boolean photo;

    MediaKind(String contentType, boolean photo) {
        this.contentType = contentType;
        this.photo = photo;
    }

    public String contentType() {
        return contentType;
    }

    /** Whether renditions are made of it; videos are served as they came. */
    public boolean isPhoto() {
        return photo;
    }
}
