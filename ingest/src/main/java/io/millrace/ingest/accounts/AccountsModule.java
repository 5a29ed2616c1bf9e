package io.millrace.ingest.accounts;

import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.AccountEvent;
import io.millrace.contracts.event.EventFamily;
import io.millrace.ingest.expiry.ExpiryProperties;
import io.millrace.ingest.log.EventAppender;
import io.millrace.ingest.log.LogClients;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.accounts.AccountReads;
import io.millrace.storage.accounts.AccountWrites;
import io.millrace.storage.accounts.ApiKeys;
import io.millrace.storage.accounts.Credentials;
import io.millrace.storage.accounts.SignIns;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.telemetry.RollupWrites;
import io.millrace.storage.usage.UsageWrites;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The view of accounts, and the end of one. */
@Configuration(proxyBeanMethods = false)
public class AccountsModule {
    @Bean
    ProjectionRunner<AccountEvent> accountsProjection(LogClients log, AccountWrites accounts, DueWrites due) {
        return log.runner(new AccountsProjection(accounts, due));
    }

    @Bean
    EventAppender<AccountEvent> accountsAppender(LogClients log) {
        return log.appender(Topics.ACCOUNTS, EventFamily.ACCOUNTS);
    }

    @Bean
    AccountErasure accountErasure(
            ProjectionRunner<AccountEvent> accountsProjection,
            EventAppender<AccountEvent> accountsAppender,
            AccountReads accounts,
            Credentials credentials,
            ApiKeys keys,
            SignIns signIns,
            UsageWrites usage,
            RollupWrites telemetry,
            ObjectProvider<Belongings> belongings,
            ExpiryProperties pace) {
        return new AccountErasure(
                new Shards(accountsProjection, accountsAppender),
                new AccountErasure.Tables(accounts, credentials, keys, signIns, usage, telemetry),
                belongings.orderedStream().toList(),
                pace.purgesPerPass());
    }
}
