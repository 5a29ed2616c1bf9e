package io.millrace.storage.search;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.Account;
import io.millrace.storage.Cassandra;
import java.util.Objects;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Writes of the tables {@code users_by_term} and {@code indexed_users}; for the projection only. */
public final class UserIndexWrites {
    private final Cassandra cassandra;
    private final PreparedStatement find;
    private final PreparedStatement record;
    private final PreparedStatement list;
    private final PreparedStatement unlist;

    public UserIndexWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.find = cassandra.prepare("SELECT version, words FROM indexed_users WHERE name = ?");
        this.record = cassandra.prepare(
                "INSERT INTO indexed_users (name, version, words) VALUES (?, ?, ?) USING TIMESTAMP ?");
        this.list =
                cassandra.prepare("INSERT INTO users_by_term (term, shard, name) VALUES (?, ?, ?) USING TIMESTAMP ?");
        this.unlist = cassandra.prepare(
                "DELETE FROM users_by_term USING TIMESTAMP ? WHERE term = ? AND shard = ? AND name = ?");
    }

    /** Lists the account under its names, and no longer under those that it had. */
    public Mono<Void> list(Account account) {
        return new Lists(account, account.version()).follow(account.version(), SearchWords.of(account));
    }

    /** Takes out an account that was closed, which counts as the version after the account's. */
    public Mono<Void> delete(Account account) {
        long version = account.version() + 1;
        return new Lists(account, version).follow(version, Set.of());
    }

    private final class Lists implements WordLists {
        private final Account account;
        private final String name;
        private final int shard;
        private final long version;

        Lists(Account account, long version) {
            this.account = account;
            this.name = account.name().value();
            this.shard = UserShards.of(account.name());
            this.version = version;
        }

        @Override
        public Mono<IndexedWords> indexed() {
            return Mono.defer(() -> cassandra.row(find.bind(name)))
                    .map(row -> new IndexedWords(
                            row.getLong("version"),
                            Objects.requireNonNullElse(row.getSet("words", String.class), Set.of())));
        }

        @Override
        public Mono<Void> record(long place, IndexedWords words) {
            return cassandra.write(record.bind(name, words.version(), words.words(), timestamp(place)));
        }

        @Override
        public Mono<Void> list(String term) {
            return cassandra.write(list.bind(term, shard, name, timestamp(version)));
        }

        @Override
        public Mono<Void> unlist(String term) {
            return cassandra.write(unlist.bind(timestamp(version), term, shard, name));
        }

        /** In microseconds, from when the account was registered. */
        private long timestamp(long place) {
            return account.createdAt().toEpochMilli() * 1_000 + place;
        }
    }
}
