package io.millrace.gateway.posts;

import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an edit changes: the fields that it has. Words can be taken away with null, as long as the post shows something. */
final class PostChange {
    private final PostFields fields;

    PostChange(JsonNode json) {
        this.fields = new PostFields(json, PostFields.OF_CHANGE);
    }

    /** The post's next version. */
    Post appliedTo(Post post, Instant now) {
        String title = fields.has("title") ? fields.line("title", Post.MAX_TITLE_LENGTH) : post.title();
        String text = fields.has("text") ? fields.words("text", Post.MAX_TEXT_LENGTH) : post.text();
        if (title == null && text == null && post.media().isEmpty()) {
            throw PostFields.invalid("text", "A post has a \"title\", a \"text\" or \"media\"");
        }
        Set<String> tags = fields.has("tags") ? fields.tags(title, text) : PostFields.tags(post, title, text);
        @Nullable Audience visibility = fields.audience();
        return new Post(
                post.id(),
                post.author(),
                title,
                text,
                post.media(),
                tags,
                visibility == null ? post.visibility() : visibility,
                post.state(),
                now,
                post.version() + 1);
    }
}
