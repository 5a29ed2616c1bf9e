package io.millrace.ingest.readers;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.ingest.accounts.Belongings;
import io.millrace.ingest.expiry.ExpiryTarget.Verdict;
import io.millrace.storage.feed.FeedWrites;
import io.millrace.storage.feed.ReaderWrites;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** The feed of an account that was closed, and when it was last read. Nothing else knows of them, so no event tells of their end. */
public final class OwnFeed implements Belongings {
    private final FeedWrites feeds;
    private final ReaderWrites readers;

    public OwnFeed(FeedWrites feeds, ReaderWrites readers) {
        this.feeds = feeds;
        this.readers = readers;
    }

    @Override
    public Mono<Verdict> end(OwnerId owner, Instant at, int most) {
        return feeds.forget(owner).then(readers.forget(owner)).thenReturn(Verdict.PURGED);
    }

    /** What was under way when it was closed is there by now. */
    @Override
    public Mono<Void> forget(OwnerId owner) {
        return feeds.forget(owner).then(readers.forget(owner));
    }
}
