package io.millrace.storage.posts;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Like;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes of the table {@code likes}; for the projection only. Of two about the same post and user the later moment holds. */
public final class LikeWrites {
    private static final int WRITES_AT_ONCE = 64;

    private final Cassandra cassandra;
    private final PreparedStatement put;
    private final PreparedStatement remove;
    private final PreparedStatement forget;

    public LikeWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.put = cassandra.prepare("INSERT INTO likes (user, post) VALUES (?, ?) USING TIMESTAMP ?");
        this.remove = cassandra.prepare("DELETE FROM likes USING TIMESTAMP ? WHERE user = ? AND post = ?");
        this.forget = cassandra.prepare("DELETE FROM likes WHERE user = ?");
    }

    /** Writes many; done when all are written, in no particular order. */
    public Mono<Void> putAll(Collection<Like> likes) {
        return Flux.fromIterable(likes).flatMap(this::put, WRITES_AT_ONCE).then();
    }

    private Mono<Void> put(Like like) {
        return Mono.defer(() -> {
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, like.at());
            String user = like.user().value();
            long post = like.post().value();
            return cassandra.write(like.liked() ? put.bind(user, post, micros) : remove.bind(micros, user, post));
        });
    }

    /** Forgets whatever the user likes. */
    public Mono<Void> forget(OwnerId user) {
        return Mono.defer(() -> cassandra.write(forget.bind(user.value())));
    }
}
