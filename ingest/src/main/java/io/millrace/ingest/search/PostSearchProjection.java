package io.millrace.ingest.search;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.ingest.log.InOrder;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.search.PostIndexWrites;
import java.util.List;
import reactor.core.publisher.Mono;

/** Lists posts that everybody may see under their words, and takes out those that are hidden or gone. */
public final class PostSearchProjection implements Projection<PostEvent> {
    /** Each post writes many lists at a time. */
    private static final int POSTS_AT_ONCE = 8;

    private final PostIndexWrites writes;

    public PostSearchProjection(PostIndexWrites writes) {
        this.writes = writes;
    }

    @Override
    public String name() {
        return "search-posts";
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
            return put(event.post());
        }

        @Override
        public Mono<Void> edited(PostEvent.PostEdited event) {
            return put(event.post());
        }

        @Override
        public Mono<Void> deleted(PostEvent.PostDeleted event) {
            return writes.delete(event.post());
        }

        private Mono<Void> put(Post post) {
            return post.reachesEverybody() ? writes.list(post) : writes.unlist(post);
        }
    }
}
