package io.millrace.gateway.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.gateway.web.Bodies;
import io.millrace.gateway.web.Fields;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.accounts.ApiKey;
import io.millrace.storage.accounts.Credentials;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The API keys of the caller's account. */
final class ApiKeysHandler {
    private static final int LONGEST_NAME = 100;

    private final Callers callers;
    private final Credentials credentials;
    private final ApiKeyCommands keys;

    ApiKeysHandler(Callers callers, Credentials credentials, ApiKeyCommands keys) {
        this.callers = callers;
        this.credentials = credentials;
        this.keys = keys;
    }

    /** A key as the interface shows it; the key itself only when it is made. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record KeyAnswer(
            String id,
            String name,
            Set<String> scopes,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable String key) {
        static KeyAnswer of(ApiKey key, @Nullable String secret) {
            return new KeyAnswer(
                    key.id(), key.name(), new TreeSet<>(key.scopes()), key.createdAt(), key.usedAt(), secret);
        }
    }

    private record ListAnswer(List<KeyAnswer> items) {}

    Mono<ServerResponse> list(ServerRequest request) {
        return caller(request)
                .flatMap(caller -> keys.list(caller.owner()))
                .map(all -> new ListAnswer(
                        all.stream().map(key -> KeyAnswer.of(key, null)).toList()))
                .flatMap(answer -> answer(HttpStatus.OK, answer));
    }

    Mono<ServerResponse> make(ServerRequest request) {
        Bodies.type(request, AccountsHandler.JSON);
        return caller(request).flatMap(caller -> Bodies.json(request, AccountsHandler.MAX_BODY)
                .flatMap(body -> make(caller, body))
                .flatMap(made -> answer(HttpStatus.CREATED, KeyAnswer.of(made.key(), made.secret()))));
    }

    private Mono<ApiKeyCommands.NewKey> make(Caller caller, JsonNode body) {
        Fields fields = new Fields(body, Set.of("name", "scopes"));
        String name = fields.line("name", LONGEST_NAME);
        if (name == null) {
            throw Fields.invalid("name", "\"name\" is missing: what you want to call the key");
        }
        Set<Scope> scopes = fields.has("scopes")
                ? Set.copyOf(fields.texts("scopes", Scope.ALL.size(), ApiKeysHandler::scope))
                : caller.scopes();
        if (!caller.scopes().containsAll(scopes)) {
            throw Problem.ofField(
                    ProblemType.FORBIDDEN, "scopes", "A key makes keys for what it is good for itself, and no more");
        }
        return keys.make(caller.owner(), name, scopes);
    }

    private static Scope scope(String word) {
        Scope scope = Scope.of(word);
        if (scope == null) {
            throw Fields.invalid(
                    "scopes",
                    "\"scopes\" is a list of "
                            + Scope.ALL.stream().map(Scope::word).sorted().toList());
        }
        return scope;
    }

    Mono<ServerResponse> revoke(ServerRequest request) {
        String id = request.pathVariable("id");
        return caller(request)
                .flatMap(caller -> keys.revoke(caller.owner(), id))
                .flatMap(revoked -> revoked
                        ? ServerResponse.noContent().build()
                        : Mono.error(Problem.of(ProblemType.NOT_FOUND, "You have no key with this id")));
    }

    /** Only accounts have keys that can be made and revoked. */
    private Mono<Caller> caller(ServerRequest request) {
        return callers.caller(request.exchange().getRequest())
                .filterWhen(caller -> caller.isAnonymous()
                        ? Mono.just(false)
                        : credentials.find(caller.owner()).hasElement())
                .switchIfEmpty(Mono.error(MeHandler::noAccount));
    }

    private static Mono<ServerResponse> answer(HttpStatus status, Object body) {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .bodyValue(body);
    }
}
