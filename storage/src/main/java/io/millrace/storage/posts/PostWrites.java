package io.millrace.storage.posts;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Json;
import io.millrace.contracts.posts.Post;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Writes of the tables {@code posts} and {@code timelines}; for the projection only. A write takes its place in time from the
 * post's birth and version, not from the clock, so writing an event again, or after a later one, changes nothing.
 */
public final class PostWrites {
    private final Cassandra cassandra;
    private final PreparedStatement put;
    private final PreparedStatement list;
    private final PreparedStatement unlist;
    private final PreparedStatement forget;

    public PostWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.put = cassandra.prepare(
                "INSERT INTO posts (id, author, title, words, media, tags, visibility, state, edited_at,"
                        + " version, deleted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
        this.list = cassandra.prepare("INSERT INTO timelines (author, post) VALUES (?, ?) USING TIMESTAMP ?");
        this.unlist = cassandra.prepare("DELETE FROM timelines USING TIMESTAMP ? WHERE author = ? AND post = ?");
        this.forget = cassandra.prepare("DELETE FROM timelines WHERE author = ?");
    }

    /** Writes the post's state and lists it among its author's. */
    public Mono<Void> put(Post post) {
        return Mono.defer(() -> cassandra.write(bind(post, Instant.EPOCH, timestamp(post, 0))))
                .then(Mono.defer(() -> cassandra.write(
                        list.bind(post.author().value(), post.id().value(), timestamp(post, 0)))));
    }

    /** Writes what is left of the post and takes it out of its author's list; counts as the version after the post's. */
    public Mono<Void> delete(Post post, Instant deletedAt) {
        return Mono.defer(() -> cassandra.write(bind(post.emptied(), deletedAt, timestamp(post, 1))))
                .then(Mono.defer(() -> cassandra.write(unlist.bind(
                        timestamp(post, 1), post.author().value(), post.id().value()))));
    }

    /** Forgets what an author posted, who posts nothing any more. */
    public Mono<Void> forget(OwnerId author) {
        return Mono.defer(() -> cassandra.write(forget.bind(author.value())));
    }

    private BoundStatement bind(Post post, Instant deletedAt, long timestamp) {
        return put.bind(
                post.id().value(),
                post.author().value(),
                Objects.requireNonNullElse(post.title(), ""),
                Objects.requireNonNullElse(post.text(), ""),
                Json.MAPPER.writeValueAsString(post.media()),
                post.tags(),
                post.visibility().name(),
                post.state().name(),
                Objects.requireNonNullElse(post.editedAt(), Instant.EPOCH),
                post.version(),
                deletedAt,
                timestamp);
    }

    /** The write's place in time, in microseconds: that of the version so many after the post's. */
    private static long timestamp(Post post, long versionsLater) {
        return post.id().time().toEpochMilli() * 1_000 + post.version() + versionsLater;
    }
}
