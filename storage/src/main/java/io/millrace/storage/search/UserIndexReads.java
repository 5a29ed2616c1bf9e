package io.millrace.storage.search;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.storage.Cassandra;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Reads of the table {@code users_by_term}. Like {@link PostIndexReads}, it says what may match. */
public final class UserIndexReads {
    private static final Comparator<OwnerId> BY_NAME = Comparator.comparing(OwnerId::value);

    private final Cassandra cassandra;
    private final PreparedStatement names;

    public UserIndexReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.names =
                cassandra.prepare("SELECT name FROM users_by_term WHERE term = ? AND shard = ? AND name > ? LIMIT ?");
    }

    /**
     * Accounts that may match, by name.
     *
     * @param after only later names; null for the first
     * @param limit the most to give, at least 1
     */
    public Flux<OwnerId> candidates(SearchQuery query, @Nullable OwnerId after, int limit) {
        String term = query.lead();
        String bound = after == null ? "" : after.value();
        List<Publisher<OwnerId>> shards = IntStream.range(0, UserShards.COUNT)
                .<Publisher<OwnerId>>mapToObj(
                        shard -> Flux.defer(() -> cassandra.rows(names.bind(term, shard, bound, limit)))
                                .map(row -> new OwnerId(Objects.requireNonNull(row.getString("name")))))
                .toList();
        return Flux.mergeComparing(limit, BY_NAME, shards.<Publisher<OwnerId>>toArray(UserIndexReads::array))
                .take(limit);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // There are no arrays of a generic type.
    private static Publisher<OwnerId>[] array(int length) {
        return new Publisher[length];
    }
}
