package io.millrace.ingest.posts;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.Like;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.posts.LikeWrites;
import java.util.List;
import reactor.core.publisher.Mono;

/** Keeps who likes which post. */
public final class LikesProjection implements Projection<Like> {
    private final LikeWrites writes;

    public LikesProjection(LikeWrites writes) {
        this.writes = writes;
    }

    @Override
    public String name() {
        return "likes";
    }

    @Override
    public Topic topic() {
        return Topics.LIKES;
    }

    @Override
    public EventFamily<Like> family() {
        return EventFamily.LIKES;
    }

    @Override
    public Mono<Void> apply(List<Like> events) {
        return writes.putAll(events);
    }
}
