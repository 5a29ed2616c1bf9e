package io.millrace.ingest.posts;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.ingest.log.InOrder;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.posts.PostWrites;
import java.util.List;
import reactor.core.publisher.Mono;

/** Keeps each post's last state and its author's timeline. */
public final class PostsProjection implements Projection<PostEvent> {
    private static final int POSTS_AT_ONCE = 128;

    private final PostWrites writes;

    public PostsProjection(PostWrites writes) {
        this.writes = writes;
    }

    @Override
    public String name() {
        return "posts";
    }

    @Override
    public Topic topic() {
        return Topics.POSTS;
    }

    @Override
    public EventFamily<PostEvent> family() {
        return EventFamily.POSTS;
    }

    @Override
    public Mono<Void> apply(List<PostEvent> events) {
        return InOrder.apply(events, event -> event.post().id(), POSTS_AT_ONCE, event -> event.accept(new Write()));
    }

    private final class Write implements PostEvent.Handler<Mono<Void>> {
        @Override
        public Mono<Void> created(PostEvent.PostCreated event) {
            return writes.put(event.post());
        }

        /** The log keeps the last event of a post only, so a rebuilt view may meet an edit first. */
        @Override
        public Mono<Void> edited(PostEvent.PostEdited event) {
            return writes.put(event.post());
        }

        @Override
        public Mono<Void> deleted(PostEvent.PostDeleted event) {
            return writes.delete(event.post(), event.at());
        }
    }
}
