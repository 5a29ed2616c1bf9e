package io.millrace.gateway.quotas;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.usage.Usage;
import io.millrace.gateway.log.UsageListener;
import io.millrace.gateway.redirect.RedirectQuota;
import io.millrace.storage.usage.UsageReads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/**
 * What accounts used, as every gateway knows it within seconds from the log. The whole of an account is read from the table when
 * it is first asked for, and kept up to date by the tail from then on; redirects are known from the tail alone, which begins more
 * than a period ago, so that nobody has to read anything where links are followed.
 */
final class Quotas implements UsageListener, RedirectQuota {
    private static final Duration REMEMBERED = Duration.ofMinutes(30);
    private static final long MAX_ACCOUNTS = 20_000;
    private static final long MAX_VISITED = 50_000;

    private final QuotaSettings settings;
    private final UsageReads reads;
    private final Clock clock;
    private final Cache<OwnerId, Account> accounts = Caffeine.newBuilder()
            .maximumSize(MAX_ACCOUNTS)
            .expireAfterAccess(REMEMBERED)
            .build();
    private final Cache<OwnerId, UsageLedger> visited =
            Caffeine.newBuilder().maximumSize(MAX_VISITED).build();

    /** Owners whose redirects are used up, and when some come back. */
    private final Map<OwnerId, Instant> spent = new ConcurrentHashMap<>();

    Quotas(QuotaSettings settings, UsageReads reads, Clock clock) {
        this.settings = settings;
        this.reads = reads;
        this.clock = clock;
    }

    /** A ledger that takes in what the tail tells while it is being read. */
    private record Account(UsageLedger ledger, Mono<UsageLedger> whole) {}

    /** What the account used. */
    Mono<UsageLedger.Totals> used(OwnerId owner) {
        return Mono.defer(() -> requireAccount(owner).whole())
                .map(ledger -> ledger.totals(clock.instant(), settings.period()));
    }

    private Account requireAccount(OwnerId owner) {
        return accounts.get(owner, unknown -> {
            UsageLedger ledger = new UsageLedger();
            Mono<UsageLedger> whole = reads.of(owner, clock.instant())
                    .doOnNext(ledger::add)
                    .then(Mono.just(ledger))
                    .doOnError(error -> accounts.invalidate(owner))
                    .cache();
            return new Account(ledger, whole);
        });
    }

    @Override
    public void counted(Usage usage) {
        Account account = accounts.getIfPresent(usage.owner());
        if (account != null) {
            account.ledger().add(usage);
        }
        if (settings.redirects() > 0 && usage.redirects() > 0) {
            UsageLedger ledger = visited.get(usage.owner(), unknown -> new UsageLedger());
            ledger.add(usage);
            weigh(usage.owner(), ledger);
        }
    }

    private void weigh(OwnerId owner, UsageLedger ledger) {
        Instant now = clock.instant();
        ledger.forgetBefore(now.minus(settings.period()));
        UsageLedger.Totals totals = ledger.totals(now, settings.period());
        if (totals.redirects() >= settings.redirects()) {
            spent.put(owner, totals.freesAt());
        } else {
            spent.remove(owner);
        }
    }

    @Override
    public boolean isSuspect(OwnerId owner) {
        return !spent.isEmpty() && spent.containsKey(owner);
    }

    /** Looks again when some may have come back. */
    @Override
    public Duration spentFor(OwnerId owner) {
        Instant now = clock.instant();
        Instant until = spent.get(owner);
        if (until != null && !now.isBefore(until)) {
            weigh(owner, visited.get(owner, unknown -> new UsageLedger()));
            until = spent.get(owner);
        }
        return until == null ? Duration.ZERO : Duration.between(now, until);
    }

    QuotaSettings settings() {
        return settings;
    }
}
