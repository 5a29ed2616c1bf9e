package io.millrace.storage.accounts;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tables of API keys: by hash, by owner, and their uses. For gateways; ingest only revokes. */
public final class ApiKeys {
    private final Cassandra cassandra;
    private final PreparedStatement find;
    private final PreparedStatement put;
    private final PreparedStatement putByOwner;
    private final PreparedStatement list;
    private final PreparedStatement uses;
    private final PreparedStatement used;
    private final PreparedStatement delete;
    private final PreparedStatement deleteByOwner;
    private final PreparedStatement deleteUses;

    public ApiKeys(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.find = cassandra.prepareQuorum("SELECT owner, id, scopes FROM api_keys WHERE hash = ?");
        this.put = cassandra.prepareQuorum("INSERT INTO api_keys (hash, owner, id, scopes) VALUES (?, ?, ?, ?)");
        this.putByOwner = cassandra.prepareQuorum("INSERT INTO api_keys_by_owner (owner, id, hash, name, scopes,"
                + " created_at) VALUES (?, ?, ?, ?, ?, ?)");
        this.list = cassandra.prepareQuorum(
                "SELECT id, hash, name, scopes, created_at FROM api_keys_by_owner WHERE owner = ?");
        this.uses = cassandra.prepare("SELECT id, used_at FROM api_key_uses WHERE owner = ?");
        this.used = cassandra.prepare("INSERT INTO api_key_uses (owner, id, used_at) VALUES (?, ?, ?)");
        this.delete = cassandra.prepareQuorum("DELETE FROM api_keys WHERE hash = ?");
        this.deleteByOwner = cassandra.prepareQuorum("DELETE FROM api_keys_by_owner WHERE owner = ? AND id = ?");
        this.deleteUses = cassandra.prepare("DELETE FROM api_key_uses WHERE owner = ?");
    }

    /**
     * What a key stands for.
     *
     * @param id names it among the owner's
     */
    public record Grant(OwnerId owner, String id, Set<String> scopes) {}

    /** What the key with this hash stands for; empty if there is none. */
    public Mono<Grant> find(String hash) {
        return Mono.defer(() -> cassandra.row(find.bind(hash)))
                .map(row -> new Grant(new OwnerId(row.getString("owner")), row.getString("id"), scopes(row)));
    }

    /** Makes a key; the owner's list has it before it can be used, so that it can always be revoked. */
    public Mono<Void> put(ApiKey key) {
        return Mono.defer(() -> cassandra.write(putByOwner.bind(
                        key.owner().value(), key.id(), key.hash(), key.name(), key.scopes(), key.createdAt())))
                .then(Mono.defer(
                        () -> cassandra.write(put.bind(key.hash(), key.owner().value(), key.id(), key.scopes()))));
    }

    /** All keys of an owner. */
    public Flux<ApiKey> of(OwnerId owner) {
        return Flux.defer(() -> cassandra.rows(uses.bind(owner.value())))
                .collectMap(row -> String.valueOf(row.getString("id")), row -> row.getInstant("used_at"))
                .flatMapMany(used -> cassandra.rows(list.bind(owner.value())).map(row -> read(owner, row, used)));
    }

    /** Remembers a use of a key. */
    public Mono<Void> used(OwnerId owner, String id, Instant at) {
        return Mono.defer(() -> cassandra.write(used.bind(owner.value(), id, at)));
    }

    /** Takes a key away. */
    public Mono<Void> revoke(ApiKey key) {
        return Mono.defer(() -> cassandra.write(delete.bind(key.hash())))
                .then(Mono.defer(
                        () -> cassandra.write(deleteByOwner.bind(key.owner().value(), key.id()))));
    }

    /** Takes all keys of an owner away, and when they were used. */
    public Mono<Void> revokeAll(OwnerId owner) {
        return of(owner)
                .concatMap(this::revoke)
                .then(Mono.defer(() -> cassandra.write(deleteUses.bind(owner.value()))));
    }

    private static ApiKey read(OwnerId owner, Row row, Map<String, @Nullable Instant> used) {
        String id = String.valueOf(row.getString("id"));
        return new ApiKey(
                owner,
                id,
                String.valueOf(row.getString("hash")),
                String.valueOf(row.getString("name")),
                scopes(row),
                Objects.requireNonNullElse(row.getInstant("created_at"), Instant.EPOCH),
                used.get(id));
    }

    private static Set<String> scopes(Row row) {
        return Objects.requireNonNullElse(row.getSet("scopes", String.class), Set.of());
    }
}
