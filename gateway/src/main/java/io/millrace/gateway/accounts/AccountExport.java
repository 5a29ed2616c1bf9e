package io.millrace.gateway.accounts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.accounts.Role;
import io.millrace.storage.accounts.ApiKey;
import io.millrace.storage.accounts.Credential;
import io.millrace.storage.accounts.Credentials;
import io.millrace.storage.accounts.SignIns;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The account itself and its keys, without what is secret. Owners of configured keys have none. */
final class AccountExport implements Exported {
    private final Credentials credentials;
    private final AccountCommands accounts;
    private final ApiKeyCommands keys;
    private final SignIns signIns;

    AccountExport(Credentials credentials, AccountCommands accounts, ApiKeyCommands keys, SignIns signIns) {
        this.credentials = credentials;
        this.accounts = accounts;
        this.keys = keys;
        this.signIns = signIns;
    }

    private record AccountLine(
            OwnerId userName,
            @Nullable String displayName,
            String email,
            Role role,
            Instant createdAt,
            @Nullable Instant lastSignIn) {}

    private record KeyLine(
            String id,
            String name,
            Set<String> scopes,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {
        static KeyLine of(ApiKey key) {
            return new KeyLine(key.id(), key.name(), key.scopes(), key.createdAt(), key.usedAt());
        }
    }

    @Override
    public Flux<ByteBuffer> of(OwnerId owner) {
        return credentials
                .find(owner)
                .filter(credential -> !credential.closed())
                .flatMapMany(this::lines);
    }

    private Flux<ByteBuffer> lines(Credential credential) {
        Mono<ByteBuffer> account = Mono.zip(
                        accounts.find(credential),
                        signIns.last(credential.name()).map(Optional::of).defaultIfEmpty(Optional.empty()))
                .map(both -> Exported.line(
                        "account",
                        new AccountLine(
                                credential.name(),
                                both.getT1().account().displayName(),
                                credential.email(),
                                credential.role(),
                                credential.createdAt(),
                                both.getT2().orElse(null))));
        return account.concatWith(keys.list(credential.name())
                .flatMapIterable(list -> list)
                .map(key -> Exported.line("apiKey", KeyLine.of(key))));
    }
}
