package io.millrace.storage.posts;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.storage.Cassandra;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads of the table {@code likes}. */
public final class LikeReads {
    private final Cassandra cassandra;
    private final PreparedStatement among;
    private final PreparedStatement all;

    public LikeReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.among = cassandra.prepare("SELECT post FROM likes WHERE user = ? AND post IN ?");
        this.all = cassandra.prepare("SELECT post FROM likes WHERE user = ? AND post < ?");
    }

    /** Those of the posts that the user likes. */
    public Mono<Set<PostId>> likedBy(OwnerId user, Collection<PostId> posts) {
        if (posts.isEmpty()) {
            return Mono.just(Set.of());
        }
        return Flux.defer(() -> cassandra.rows(among.bind(
                        user.value(), posts.stream().map(PostId::value).toList())))
                .map(row -> new PostId(row.getLong("post")))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** All posts that the user likes, newest first. */
    public Flux<PostId> allOf(OwnerId user, @Nullable PostId before) {
        return Flux.defer(
                        () -> cassandra.rows(all.bind(user.value(), before == null ? Long.MAX_VALUE : before.value())))
                .map(row -> new PostId(row.getLong("post")));
    }
}
