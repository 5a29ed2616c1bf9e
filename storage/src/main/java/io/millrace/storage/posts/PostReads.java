package io.millrace.storage.posts;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Json;
import io.millrace.contracts.posts.Attachment;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** Reads of the tables {@code posts} and {@code timelines}. */
public final class PostReads {
    static final TypeReference<List<Attachment>> MEDIA = new TypeReference<>() {};

    private static final int READS_AT_ONCE = 64;

    private final Cassandra cassandra;
    private final PreparedStatement find;
    private final PreparedStatement timeline;

    public PostReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.find =
                cassandra.prepare("SELECT id, author, title, words, media, tags, visibility, state, edited_at, version,"
                        + " deleted_at FROM posts WHERE id = ?");
        this.timeline = cassandra.prepare("SELECT post FROM timelines WHERE author = ? AND post < ? LIMIT ?");
    }

    /** The post with this id, also if it was deleted; empty if there never was one. */
    public Mono<StoredPost> find(PostId id) {
        return Mono.defer(() -> cassandra.row(find.bind(id.value()))).map(PostReads::read);
    }

    /** Those of the posts that there ever were, by their ids; some are read at a time. */
    public Mono<Map<PostId, StoredPost>> findAll(Collection<PostId> ids) {
        return Flux.fromIterable(ids).flatMap(this::find, READS_AT_ONCE).collectMap(stored -> stored.post()
                .id());
    }

    /**
     * The ids of an author's posts, newest first, whoever may see them.
     *
     * @param before only older ones; null for the newest
     * @param limit how many at most
     */
    public Flux<PostId> timeline(OwnerId author, @Nullable PostId before, int limit) {
        long bound = before == null ? Long.MAX_VALUE : before.value();
        return Flux.defer(() -> cassandra.rows(timeline.bind(author.value(), bound, limit)))
                .map(row -> new PostId(row.getLong("post")));
    }

    private static StoredPost read(Row row) {
        Instant editedAt = row.getInstant("edited_at");
        Instant deletedAt = row.getInstant("deleted_at");
        Post post = new Post(
                new PostId(row.getLong("id")),
                new OwnerId(requireNonNull(row.getString("author"))),
                orNull(row.getString("title")),
                orNull(row.getString("words")),
                Json.MAPPER.readValue(Objects.requireNonNullElse(row.getString("media"), "[]"), MEDIA),
                Objects.requireNonNullElse(row.getSet("tags", String.class), Set.of()),
                Audience.valueOf(row.getString("visibility")),
                Post.State.valueOf(row.getString("state")),
                isNever(editedAt) ? null : editedAt,
                row.getLong("version"));
        return new StoredPost(post, isNever(deletedAt) ? null : deletedAt);
    }

    private static boolean isNever(@Nullable Instant moment) {
        return moment == null || moment.equals(Instant.EPOCH);
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
