package io.millrace.ingest.media;

import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import reactor.core.publisher.Mono;

/** Posts, as far as those who wait for their photos need them. */
public interface PostLog {
    /** The post as the view has it; empty if it is not there, not yet or not any more. */
    Mono<Post> find(PostId id);

    /**
     * Takes the right to make the version after this one.
     *
     * @return false if somebody else makes it; the same answer if it is asked for again
     */
    Mono<Boolean> claim(PostId id, long version);

    /** Appends an event, in the partition of the post's author. */
    Mono<Void> append(PostEvent event);
}
