package io.millrace.gateway.posts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Like;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.ids.TimeOrderedIds;
import io.millrace.gateway.keys.Versions;
import io.millrace.gateway.log.EventLog;
import io.millrace.gateway.log.PostsListener;
import io.millrace.gateway.media.MediaCheck;
import io.millrace.storage.posts.StoredPost;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Makes, changes, likes and takes away posts: checks, decides what must be decided by a claim, appends to the log, and only then
 * answers. This gateway's own views hear of the event at once, the others from the log.
 */
final class PostCommands {
    private final TimeOrderedIds ids;
    private final MediaCheck media;
    private final Versions versions;
    private final EventLog events;
    private final RecentLikes likes;
    private final List<PostsListener> listeners;
    private final Clock clock;

    PostCommands(
            TimeOrderedIds ids,
            MediaCheck media,
            Versions versions,
            EventLog events,
            RecentLikes likes,
            List<PostsListener> listeners,
            Clock clock) {
        this.ids = ids;
        this.media = media;
        this.versions = versions;
        this.events = events;
        this.likes = likes;
        this.listeners = listeners;
        this.clock = clock;
    }

    /** Makes a post; one whose photos are still being rendered is shown when they are. */
    Mono<Post> create(OwnerId author, NewPost wish) {
        return ids.next().map(PostId::new).flatMap(id -> media.take(author, id, wish.media())
                .map(taken -> new Post(
                        id,
                        author,
                        wish.title(),
                        wish.text(),
                        taken.attachments(),
                        wish.tags(),
                        wish.visibility(),
                        taken.ready() ? Post.State.READY : Post.State.PENDING,
                        null,
                        1))
                .flatMap(post -> append(new PostEvent.PostCreated(post), media.release(id, wish.media()))
                        .thenReturn(post)));
    }

    /**
     * Changes a post.
     *
     * @param change a JSON object with the fields to change
     * @param ifMatch the only version to change; null for whichever there is
     */
    Mono<Post> edit(Post post, JsonNode change, @Nullable Long ifMatch) {
        return Mono.defer(() -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Post after = new PostChange(change).appliedTo(post, now);
            return claimed(post, new PostEvent.PostEdited(after, now), ifMatch).thenReturn(after);
        });
    }

    /** Takes a post away, and with it its photos. */
    Mono<Void> delete(Post post, @Nullable Long ifMatch) {
        return Mono.defer(() -> claimed(post, new PostEvent.PostDeleted(post.emptied(), clock.instant()), ifMatch));
    }

    private Mono<Void> claimed(Post before, PostEvent event, @Nullable Long ifMatch) {
        String thing = StoredPost.claimed(before.id());
        return versions.claim(thing, before.version(), ifMatch)
                .then(append(event, versions.release(thing, before.version())));
    }

    private Mono<Void> append(PostEvent event, Mono<Void> undo) {
        return events.append(event, undo)
                .doOnSuccess(appended -> listeners.forEach(listener -> listener.happened(event)));
    }

    /** Says that somebody likes a post, or does no longer. Saying it again changes nothing. */
    Mono<Void> like(OwnerId user, Post post, boolean liked) {
        return Mono.defer(() -> {
            Like like = likes.next(post.id(), user, liked, clock.instant());
            return events.append(like).doOnSuccess(appended -> likes.happened(like));
        });
    }
}
