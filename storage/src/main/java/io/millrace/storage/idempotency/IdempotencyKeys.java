package io.millrace.storage.idempotency;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.storage.Cassandra;
import io.millrace.storage.Claims;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The table {@code idempotency_keys}: decides who carries out a request that came more than once, and keeps the answer for a
 * day. A claim whose answer never follows ends after a minute, so what a killed gateway had begun can be begun again.
 */
public final class IdempotencyKeys {
    /** How long an answer is kept. */
    public static final Duration KEPT = Duration.ofDays(1);

    /** How long a request may be under way. */
    public static final Duration UNDER_WAY = Duration.ofMinutes(1);

    private static final String COLUMNS = "claim, status, fingerprint, headers, body";

    private final Cassandra cassandra;
    private final Claims claims;
    private final PreparedStatement claim;
    private final PreparedStatement find;
    private final PreparedStatement complete;
    private final PreparedStatement release;

    public IdempotencyKeys(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.claims = new Claims(cassandra);
        this.claim = cassandra.prepareClaim("INSERT INTO idempotency_keys (caller, key, claim, status)"
                + " VALUES (?, ?, ?, 0) IF NOT EXISTS USING TTL " + UNDER_WAY.toSeconds());
        this.find = cassandra.prepareClaim("SELECT " + COLUMNS + " FROM idempotency_keys WHERE caller = ? AND key = ?");
        this.complete = cassandra.prepareClaim("UPDATE idempotency_keys USING TTL " + KEPT.toSeconds()
                + " SET claim = ?, status = ?, fingerprint = ?, headers = ?, body = ?"
                + " WHERE caller = ? AND key = ? IF claim = ?");
        this.release = cassandra.prepareClaim("DELETE FROM idempotency_keys WHERE caller = ? AND key = ? IF claim = ?");
    }

    /** Where a key stands. */
    public sealed interface State {
        /** The request is the caller's to carry out, in the name of this claim. */
        record Mine(UUID claim) implements State {}

        /** Somebody carries it out. */
        record UnderWay() implements State {}

        /** It was carried out. */
        record Answered(FirstAnswer answer) implements State {}
    }

    /** Takes the key, or tells where it stands. Of any number of callers exactly one is told that it is theirs. */
    public Mono<State> claim(String caller, String key) {
        return Mono.defer(() -> {
            UUID mine = UUID.randomUUID();
            return claims.won(
                            () -> claim.bind(caller, key, mine),
                            cassandra
                                    .row(find.bind(caller, key))
                                    .map(row -> mine.equals(row.getUuid("claim")))
                                    .defaultIfEmpty(false))
                    .flatMap(won -> won ? Mono.just(new State.Mine(mine)) : find(caller, key));
        });
    }

    /** Gone in between means that whoever had it gave it back; the caller may ask again. */
    private Mono<State> find(String caller, String key) {
        return Mono.defer(() -> cassandra.row(find.bind(caller, key)))
                .<State>map(row -> row.getInt("status") == 0 ? new State.UnderWay() : new State.Answered(answer(row)))
                .defaultIfEmpty(new State.UnderWay());
    }

    /** Keeps the answer; false if the claim had ended before. */
    public Mono<Boolean> complete(String caller, String key, UUID mine, FirstAnswer answer) {
        return Mono.defer(() -> cassandra.execute(complete.bind(
                        mine,
                        answer.status(),
                        ByteBuffer.wrap(answer.fingerprint()),
                        answer.headers(),
                        ByteBuffer.wrap(answer.body()),
                        caller,
                        key,
                        mine)))
                .map(AsyncResultSet::wasApplied);
    }

    /** Gives the key back: the request came to nothing and may be tried again. */
    public Mono<Void> release(String caller, String key, UUID mine) {
        return claims.applied(() -> release.bind(caller, key, mine)).then();
    }

    private static FirstAnswer answer(Row row) {
        return new FirstAnswer(
                row.getInt("status"),
                bytes(row.getByteBuffer("fingerprint")),
                Objects.requireNonNullElse(row.getMap("headers", String.class, String.class), Map.of()),
                bytes(row.getByteBuffer("body")));
    }

    private static byte[] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
