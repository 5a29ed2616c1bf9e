package io.millrace.gateway.accounts;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.github.bucket4j.TimeMeter;
import io.millrace.gateway.GatewayProperties;
import io.millrace.gateway.log.EventLog;
import io.millrace.gateway.visitors.Visitors;
import io.millrace.storage.accounts.AccountEdits;
import io.millrace.storage.accounts.AccountReads;
import io.millrace.storage.accounts.ApiKeys;
import io.millrace.storage.accounts.Credentials;
import io.millrace.storage.accounts.Sessions;
import io.millrace.storage.accounts.SignIns;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Who asks, and the routes of accounts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AccountSettings.class, SessionSettings.class})
class AccountsConfiguration {
    private final Clock clock = Clock.systemUTC();

    @Bean
    SessionCookie sessionCookie(GatewayProperties properties) {
        return new SessionCookie("https".equals(properties.publicUrl().getScheme()));
    }

    @Bean
    Grants grants(ApiKeys keys, Sessions sessions, Credentials credentials, SessionSettings settings) {
        return new Grants(keys, sessions, credentials, settings, clock);
    }

    @Bean
    Callers callers(AccountSettings settings, Grants grants, SessionCookie cookie, GatewayProperties properties) {
        return new Callers(settings, grants::ofKey, grants::ofSession, cookie, properties.publicUrl());
    }

    @Bean
    Passwords passwords() {
        return new Passwords();
    }

    @Bean
    ApiKeyCommands apiKeyCommands(ApiKeys keys, Grants grants) {
        return new ApiKeyCommands(keys, grants, clock);
    }

    @Bean
    Accounts accounts(AccountReads reads) {
        return new Accounts(reads);
    }

    @Bean
    AccountCommands accountCommands(
            Credentials credentials,
            Accounts accounts,
            AccountEdits edits,
            Passwords passwords,
            ApiKeyCommands keys,
            EventLog events,
            Grants grants) {
        return new AccountCommands(credentials, accounts, edits, passwords, keys, events, grants, clock);
    }

    @Bean
    SessionCommands sessionCommands(
            Credentials credentials,
            Sessions sessions,
            SignIns signIns,
            Passwords passwords,
            AccountCommands accounts,
            Grants grants) {
        SignInLimits limits = new SignInLimits(TimeMeter.SYSTEM_MILLISECONDS);
        return new SessionCommands(credentials, sessions, signIns, passwords, limits, accounts, grants, clock);
    }

    @Bean
    FirstAdmin firstAdmin(AccountCommands accounts) {
        return new FirstAdmin(accounts);
    }

    @Bean
    @Order(0)
    AccountExport accountExport(
            Credentials credentials, AccountCommands accounts, ApiKeyCommands keys, SignIns signIns) {
        return new AccountExport(credentials, accounts, keys, signIns);
    }

    @Bean
    RouterFunction<ServerResponse> accountRoutes(
            AccountSettings settings,
            Callers callers,
            AccountCommands commands,
            SessionCommands sessionCommands,
            ApiKeyCommands keyCommands,
            Credentials credentials,
            SignIns signIns,
            SessionCookie cookie,
            Visitors visitors,
            List<Exported> exported) {
        AccountsHandler accounts = new AccountsHandler(
                callers, commands, keyCommands, sessionCommands, cookie, visitors, settings.owners());
        MeHandler me = new MeHandler(callers, credentials, signIns, commands, sessionCommands, cookie, visitors);
        ApiKeysHandler keys = new ApiKeysHandler(callers, credentials, keyCommands);
        ExportHandler export = new ExportHandler(callers, exported, clock);
        return route().POST("/api/v1/accounts", accounts::register)
                .POST("/api/v1/sessions", accounts::signIn)
                .DELETE("/api/v1/sessions/current", accounts::signOut)
                .GET("/api/v1/me", me::read)
                .PATCH("/api/v1/me", me::edit)
                .DELETE("/api/v1/me", me::close)
                .GET("/api/v1/me/export", export::export)
                .GET("/api/v1/me/keys", keys::list)
                .POST("/api/v1/me/keys", keys::make)
                .DELETE("/api/v1/me/keys/{id}", keys::revoke)
                .build();
    }
}
