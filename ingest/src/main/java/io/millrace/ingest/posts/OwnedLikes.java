package io.millrace.ingest.posts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Like;
import io.millrace.contracts.posts.PostId;
import io.millrace.ingest.accounts.Belongings;
import io.millrace.ingest.accounts.Ending;
import io.millrace.ingest.expiry.ExpiryTarget.Verdict;
import io.millrace.ingest.log.EventAppender;
import io.millrace.storage.posts.LikeReads;
import io.millrace.storage.posts.LikeWrites;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** What somebody liked whose account was closed: each post has one like less from then on. */
public final class OwnedLikes implements Belongings {
    private final LikeReads reads;
    private final LikeWrites writes;
    private final EventAppender<Like> log;

    public OwnedLikes(LikeReads reads, LikeWrites writes, EventAppender<Like> log) {
        this.reads = reads;
        this.writes = writes;
        this.log = log;
    }

    /** A like that the projection has not taken away yet is taken back again, which changes nothing. */
    @Override
    public Mono<Verdict> end(OwnerId owner, Instant at, int most) {
        return Ending.all(reads.allOf(owner, null), post -> end(post, owner, at), most);
    }

    private Mono<Ending> end(PostId post, OwnerId owner, Instant at) {
        return log.append(post + "/" + owner, post.toString(), new Like(post, owner, false, at))
                .thenReturn(Ending.ENDED);
    }

    @Override
    public Mono<Void> forget(OwnerId owner) {
        return writes.forget(owner);
    }
}
