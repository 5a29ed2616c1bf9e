package io.millrace.gateway.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.storage.accounts.AccountReads;
import io.millrace.storage.accounts.StoredAccount;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Accounts as the view has them, or as this gateway wrote them lately: the view lags behind the log by some moments. */
public final class Accounts {
    private static final Duration REMEMBER = Duration.ofMinutes(15);
    private static final int MOST_REMEMBERED = 20_000;

    private final AccountReads reads;
    private final Cache<OwnerId, StoredAccount> recent = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBER)
            .build();

    Accounts(AccountReads reads) {
        this.reads = reads;
    }

    /** The account of that name, also if it was closed; empty if there is none, or it was made this moment elsewhere. */
    Mono<StoredAccount> find(OwnerId name) {
        return reads.find(name)
                .map(stored -> latest(name, stored))
                .switchIfEmpty(Mono.defer(() -> Mono.justOrEmpty(recent.getIfPresent(name))));
    }

    /** The account of that name; empty also if it was closed. */
    public Mono<Account> open(OwnerId name) {
        return find(name).filter(stored -> !stored.isDeleted()).map(StoredAccount::account);
    }

    void put(StoredAccount written) {
        recent.put(written.account().name(), written);
    }

    private StoredAccount latest(OwnerId name, StoredAccount stored) {
        StoredAccount written = recent.getIfPresent(name);
        if (written == null || stored.isDeleted()) {
            return stored;
        }
        boolean isLater = written.isDeleted()
                || written.account().version() > stored.account().version();
        return isLater ? written : stored;
    }
}
