package io.millrace.ingest.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.accounts.AccountEvent;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.accounts.Role;
import io.millrace.contracts.event.EventFamily;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.ingest.TestLog;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import io.millrace.storage.accounts.AccountReads;
import io.millrace.storage.accounts.AccountWrites;
import io.millrace.storage.accounts.StoredAccount;
import io.millrace.storage.expiry.DueWrites;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** From the topic to the table, on real engines. */
class AccountsProjectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");

    @Test
    void theTableHoldsTheLastStateOfEveryAccountAlsoWhenTheTopicIsReadAgain() {
        Account ada = account("ada", null, 1);
        Account renamed = account("ada", "Ada", 2);
        Account gone = account("gone", "Gone", 3);
        try (TestLog log = new TestLog();
                Cassandra cassandra = Cassandra.connect(
                        CassandraSettings.of(SharedRuntime.engines().cassandra(), SharedRuntime.emptyKeyspace()))) {
            AccountReads reads = new AccountReads(cassandra);
            ProjectionRunner<AccountEvent> runner = new ProjectionRunner<>(
                    new AccountsProjection(new AccountWrites(cassandra), new DueWrites(cassandra)),
                    log.address(),
                    new SimpleMeterRegistry());
            append(log, new AccountEvent.AccountCreated(ada));
            append(log, new AccountEvent.AccountEdited(renamed, AT));
            append(log, new AccountEvent.AccountDeleted(gone, AT));
            // An earlier state that comes late, as after a lost answer.
            append(log, new AccountEvent.AccountCreated(ada));
            append(log, new AccountEvent.AccountEdited(gone, AT));
            log.flush();
            try {
                for (int reading = 0; reading < 2; reading++) {
                    runner.start();
                    await().atMost(LIMIT).until(() -> log.acknowledged("accounts") == 5);
                    assertThat(reads.find(ada.name()).block(LIMIT)).isEqualTo(new StoredAccount(renamed, null));
                    assertThat(reads.find(gone.name()).block(LIMIT))
                            .as("what it was called is gone too")
                            .isEqualTo(new StoredAccount(account("gone", null, 3), AT));
                    runner.stop();
                    log.forget("accounts");
                }
            } finally {
                runner.stop();
            }
        }
    }

    private static void append(TestLog log, AccountEvent event) {
        log.append(Topics.ACCOUNTS, EventFamily.ACCOUNTS, event.name().value(), event);
    }

    private static Account account(String name, String displayName, long version) {
        return new Account(new OwnerId(name), displayName, Role.USER, AT, version);
    }
}
