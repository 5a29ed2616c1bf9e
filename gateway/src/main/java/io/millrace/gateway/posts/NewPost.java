package io.millrace.gateway.posts;

import io.millrace.contracts.posts.Attachment;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.MediaId;
import io.millrace.contracts.posts.Post;
import io.millrace.gateway.media.MediaCheck;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A post as somebody asks for it. */
record NewPost(
        @Nullable String title,
        @Nullable String text,
        List<MediaCheck.Wish> media,
        Set<String> tags,
        Audience visibility) {

    /** @throws Problem {@code invalid-field}, also if the post would show nothing */
    static NewPost of(JsonNode json) {
        PostFields fields = new PostFields(json, PostFields.OF_NEW);
        String title = fields.line("title", Post.MAX_TITLE_LENGTH);
        String text = fields.words("text", Post.MAX_TEXT_LENGTH);
        List<MediaCheck.Wish> media = media(json.get("media"));
        if (title == null && text == null && media.isEmpty()) {
            throw PostFields.invalid("text", "A post has a \"title\", a \"text\" or \"media\"");
        }
        return new NewPost(
                title,
                text,
                media,
                fields.tags(title, text),
                Objects.requireNonNullElse(fields.audience(), Audience.PUBLIC));
    }

    /** Ids alone, or objects with what each shows in words. */
    private static List<MediaCheck.Wish> media(@Nullable JsonNode list) {
        if (list == null || list.isNull()) {
            return List.of();
        }
        if (!list.isArray() || list.size() > Post.MAX_MEDIA) {
            throw invalidMedia();
        }
        List<MediaCheck.Wish> wishes = new ArrayList<>();
        Set<MediaId> seen = new HashSet<>();
        for (JsonNode item : list) {
            MediaCheck.Wish wish = wish(item);
            if (!seen.add(wish.media())) {
                throw PostFields.invalid("media", "The file " + wish.media() + " is named twice");
            }
            wishes.add(wish);
        }
        return wishes;
    }

    private static MediaCheck.Wish wish(JsonNode item) {
        PostFields fields = item.isObject() ? new PostFields(item, Set.of("id", "alt")) : null;
        String id = fields == null ? (item.isString() ? item.stringValue() : "") : fields.required("id");
        String alt = fields == null ? null : fields.line("alt", Attachment.MAX_ALT_LENGTH);
        try {
            return new MediaCheck.Wish(MediaId.parse(id), alt);
        } catch (IllegalArgumentException e) {
            throw invalidMedia();
        }
    }

    private static Problem invalidMedia() {
        return Problem.ofField(
                ProblemType.INVALID_FIELD,
                "media",
                "\"media\" is a list of at most " + Post.MAX_MEDIA
                        + " ids of uploaded files, or of objects with an \"id\" and what it shows as \"alt\"");
    }
}
