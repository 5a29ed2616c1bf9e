package io.millrace.ingest.media;

import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.ingest.log.EventAppender;
import io.millrace.storage.links.EditClaims;
import io.millrace.storage.posts.PostReads;
import io.millrace.storage.posts.StoredPost;
import reactor.core.publisher.Mono;

/** Posts in the view and on the log. */
final class StoredPosts implements PostLog {
    private static final String CLAIMANT = "renditions";

    private final PostReads reads;
    private final EditClaims edits;
    private final EventAppender<PostEvent> log;

    StoredPosts(PostReads reads, EditClaims edits, EventAppender<PostEvent> log) {
        this.reads = reads;
        this.edits = edits;
        this.log = log;
    }

    @Override
    public Mono<Post> find(PostId id) {
        return reads.find(id).filter(stored -> !stored.isDeleted()).map(StoredPost::post);
    }

    @Override
    public Mono<Boolean> claim(PostId id, long version) {
        return edits.claimAs(CLAIMANT, StoredPost.claimed(id), version);
    }

    @Override
    public Mono<Void> append(PostEvent event) {
        Post post = event.post();
        return log.append(post.id().toString(), post.author().value(), event);
    }
}
