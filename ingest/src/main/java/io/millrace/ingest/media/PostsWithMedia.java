package io.millrace.ingest.media;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.ingest.log.Partitions;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.expiry.Due;
import io.millrace.storage.expiry.DueWrites;
import java.time.Clock;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The view of posts; and after it is written, what becomes of their photos: see {@link PendingPosts}. */
public final class PostsWithMedia implements Projection<PostEvent> {
    private static final int POSTS_AT_ONCE = 32;

    private final Projection<PostEvent> posts;
    private final PendingPosts pending;
    private final DueWrites due;
    private final Clock clock;

    public PostsWithMedia(Projection<PostEvent> posts, PendingPosts pending, DueWrites due, Clock clock) {
        this.posts = posts;
        this.pending = pending;
        this.due = due;
        this.clock = clock;
    }

    @Override
    public String name() {
        return posts.name();
    }

    @Override
    public Topic topic() {
        return posts.topic();
    }

    @Override
    public EventFamily<PostEvent> family() {
        return posts.family();
    }

    @Override
    public Mono<Void> apply(List<PostEvent> events) {
        return posts.apply(events)
                .then(due.put(events.stream()
                        .map(PostEvent::post)
                        .filter(post -> post.state() == Post.State.PENDING)
                        .map(this::reminder)
                        .toList()))
                .then(Flux.fromIterable(events)
                        .flatMap(event -> event.accept(new Look()), POSTS_AT_ONCE)
                        .then())
                .as(Outage::waitedFor);
    }

    private Due reminder(Post post) {
        return new Due(
                PendingExpiry.KIND,
                Partitions.of(Topics.POSTS, post.author().value()),
                clock.instant().plus(PendingExpiry.WAIT),
                post.id().toString());
    }

    private final class Look implements PostEvent.Handler<Mono<Void>> {
        @Override
        public Mono<Void> created(PostEvent.PostCreated event) {
            return pending.written(event.post());
        }

        @Override
        public Mono<Void> edited(PostEvent.PostEdited event) {
            return pending.written(event.post());
        }

        @Override
        public Mono<Void> deleted(PostEvent.PostDeleted event) {
            return pending.deleted(event.post().id());
        }
    }
}
