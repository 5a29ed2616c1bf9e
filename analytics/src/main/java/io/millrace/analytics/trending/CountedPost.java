package io.millrace.analytics.trending;

import io.millrace.contracts.event.Json;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * What was counted of a post last.
 *
 * @param version the post's version then; 0 if nothing was counted yet, beyond all others if the post is gone
 * @param tags the tags that it counts for
 */
record CountedPost(long version, Set<String> tags) {
    static final CountedPost NONE = new CountedPost(0, Set.of());
    private static final CountedPost GONE = new CountedPost(Long.MAX_VALUE, Set.of());

    private static final ObjectReader READER = Json.MAPPER.readerFor(CountedPost.class);
    private static final ObjectWriter WRITER = Json.MAPPER.writerFor(CountedPost.class);

    /** What is to be counted of a post after an event. Only what everybody may see counts. */
    static CountedPost after(PostEvent event) {
        if (event instanceof PostEvent.PostDeleted) {
            return GONE;
        }
        Post post = event.post();
        return new CountedPost(post.version(), post.reachesEverybody() ? post.tags() : Set.of());
    }

    static CountedPost read(byte @Nullable [] stored) {
        return stored == null ? NONE : READER.readValue(stored);
    }

    byte[] toBytes() {
        return WRITER.writeValueAsBytes(this);
    }
}
