package io.millrace.gateway.sharing;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Attachment;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.MediaId;
import io.millrace.contracts.posts.MediaKind;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Posts that everybody may see. */
final class Posts {
    static final URI HERE = URI.create("https://mill.example");
    static final PostId ID = new PostId(4_194_304_000L);

    private Posts() {}

    static Post of(@Nullable String title, @Nullable String text, Attachment... media) {
        return new Post(
                ID,
                new OwnerId("alice"),
                title,
                text,
                List.of(media),
                Set.of("sea"),
                Audience.PUBLIC,
                Post.State.READY,
                null,
                1);
    }

    static Attachment photo(int width, int height, @Nullable String alt) {
        return new Attachment(new MediaId(7), MediaKind.JPEG, alt, width, height, null);
    }
}
