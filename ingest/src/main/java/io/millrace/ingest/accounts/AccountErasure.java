package io.millrace.ingest.accounts;

import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.ingest.expiry.ExpiryTarget;
import io.millrace.ingest.log.Partitions;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.accounts.AccountReads;
import io.millrace.storage.accounts.ApiKeys;
import io.millrace.storage.accounts.Credentials;
import io.millrace.storage.accounts.SignIns;
import io.millrace.storage.expiry.Due;
import io.millrace.storage.telemetry.RollupWrites;
import io.millrace.storage.usage.UsageWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes away what belonged to an account that was closed: its ways to sign in, should the gateway have been killed before it
 * ended them; its links and pastes, by events, so that every table and cache hears of it; what it used; and who visited all that
 * it had. The name stays taken, see {@code docs/adr/0055-closing-accounts.md}.
 *
 * <p>A closed account is looked at more than once, because what was under way on another gateway when it was closed, or waits
 * to be counted, comes later.
 */
public final class AccountErasure implements ExpiryTarget {
    private static final String KIND = "accounts";
    private static final List<Duration> LOOKS =
            List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(1));
    private static final Duration LAST_LOOK = LOOKS.get(LOOKS.size() - 1);

    private final Shards shards;
    private final Tables tables;
    private final List<Belongings> belongings;
    private final int most;

    /** The tables that say something of an account, beside those of its belongings. */
    public record Tables(
            AccountReads accounts,
            Credentials credentials,
            ApiKeys keys,
            SignIns signIns,
            UsageWrites usage,
            RollupWrites telemetry) {}

    /** @param most how many belongings of a kind to end in a pass of the sweep */
    public AccountErasure(Shards shards, Tables tables, List<Belongings> belongings, int most) {
        this.shards = shards;
        this.tables = tables;
        this.belongings = List.copyOf(belongings);
        this.most = most;
    }

    /** When a closed account has to be looked at. */
    static List<Due> due(OwnerId name, Instant closedAt) {
        int shard = Partitions.of(Topics.ACCOUNTS, name.value());
        return LOOKS.stream()
                .map(after -> new Due(KIND, shard, closedAt.plus(after), name.value()))
                .toList();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Shards shards() {
        return shards;
    }

    @Override
    public Mono<Verdict> purge(String id, Instant now) {
        return tables.accounts()
                .find(new OwnerId(id))
                .flatMap(stored -> {
                    Instant closedAt = stored.deletedAt();
                    return closedAt == null ? Mono.empty() : erase(stored.account(), closedAt, now);
                })
                .defaultIfEmpty(Verdict.NOTHING_DUE);
    }

    private Mono<Verdict> erase(Account account, Instant closedAt, Instant now) {
        OwnerId name = account.name();
        return endAccess(name)
                .thenMany(Flux.fromIterable(belongings))
                .concatMap(kind -> kind.end(name, closedAt, most))
                .reduce(Verdict.PURGED, AccountErasure::leaves)
                .flatMap(verdict -> verdict == Verdict.PURGED
                        ? forget(account, closedAt, now).thenReturn(verdict)
                        : Mono.just(verdict));
    }

    private Mono<Void> endAccess(OwnerId name) {
        return tables.credentials()
                .close(name)
                .then(tables.keys().revokeAll(name))
                .then(tables.signIns().forget(name));
    }

    /** What is counted after that is forgotten at the next look. */
    private Mono<Void> forget(Account account, Instant closedAt, Instant now) {
        OwnerId name = account.name();
        Mono<Void> figures = tables.usage()
                .forget(name, now)
                .then(tables.telemetry().forget(Subject.owner(name), account.createdAt(), closedAt.plus(LAST_LOOK)));
        boolean isLast = !now.isBefore(closedAt.plus(LAST_LOOK));
        return isLast
                ? figures.thenMany(Flux.fromIterable(belongings))
                        .concatMap(kind -> kind.forget(name))
                        .then()
                : figures;
    }

    /** Of two kinds, what has more left to do decides. */
    private static Verdict leaves(Verdict one, Verdict other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
