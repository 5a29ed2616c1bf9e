package io.millrace.ingest.posts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.ingest.accounts.Belongings;
import io.millrace.ingest.accounts.Ending;
import io.millrace.ingest.expiry.ExpiryTarget.Verdict;
import io.millrace.ingest.log.EventAppender;
import io.millrace.storage.links.EditClaims;
import io.millrace.storage.posts.PostReads;
import io.millrace.storage.posts.PostWrites;
import io.millrace.storage.posts.StoredPost;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** The posts of an account that was closed; the projection then ends what is on them. */
public final class OwnedPosts implements Belongings {
    private static final String CLAIMANT = "account closed";

    private final PostReads reads;
    private final PostWrites writes;
    private final EditClaims edits;
    private final EventAppender<PostEvent> log;

    public OwnedPosts(PostReads reads, PostWrites writes, EditClaims edits, EventAppender<PostEvent> log) {
        this.reads = reads;
        this.writes = writes;
        this.edits = edits;
        this.log = log;
    }

    @Override
    public Mono<Verdict> end(OwnerId owner, Instant at, int most) {
        return Ending.all(reads.timeline(owner, null, Integer.MAX_VALUE), id -> end(id, at), most);
    }

    private Mono<Ending> end(PostId id, Instant at) {
        return reads.find(id)
                .flatMap(stored -> stored.isDeleted() ? Mono.just(Ending.ENDED_BEFORE) : end(stored.post(), at))
                // The timeline has what the table of posts is about to have.
                .defaultIfEmpty(Ending.CONTESTED);
    }

    private Mono<Ending> end(Post post, Instant at) {
        return edits.claimAs(CLAIMANT, StoredPost.claimed(post.id()), post.version())
                .flatMap(won -> won
                        ? log.append(
                                        post.id().toString(),
                                        post.author().value(),
                                        new PostEvent.PostDeleted(post.emptied(), at))
                                .thenReturn(Ending.ENDED)
                        : Mono.just(Ending.CONTESTED));
    }

    @Override
    public Mono<Void> forget(OwnerId owner) {
        return writes.forget(owner);
    }
}
