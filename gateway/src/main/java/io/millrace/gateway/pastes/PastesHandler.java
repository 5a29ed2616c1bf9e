package io.millrace.gateway.pastes;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Json;
import io.millrace.contracts.pastes.Paste;
import io.millrace.gateway.links.LinkCursor;
import io.millrace.gateway.links.Listing;
import io.millrace.gateway.web.Bodies;
import io.millrace.gateway.web.JsonFields;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.gateway.web.Wishes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Makes, reads, changes, lists and deletes pastes. */
final class PastesHandler {
    /** Where the token is that allows a paste to be deleted without an account. */
    static final String DELETE_TOKEN = "X-Delete-Token";

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final PasteAccess access;
    private final PasteCommands commands;
    private final PasteList list;
    private final DeleteTokens tokens;
    private final Uploads uploads = new Uploads();
    private final URI publicUrl;

    PastesHandler(PasteAccess access, PasteCommands commands, PasteList list, DeleteTokens tokens, URI publicUrl) {
        this.access = access;
        this.commands = commands;
        this.list = list;
        this.tokens = tokens;
        this.publicUrl = publicUrl;
    }

    /** {@code POST /api/v1/pastes}: JSON describes the whole paste; any other body is its text, and the query describes the rest. */
    Mono<ServerResponse> create(ServerRequest request) {
        return isJson(request) ? createFromJson(request) : createFromBody(request);
    }

    private Mono<ServerResponse> createFromJson(ServerRequest request) {
        return access.caller(request)
                .flatMap(owner -> uploads.holding(
                        request, () -> Bodies.json(request, Uploads.MAX_WHOLE).flatMap(json -> create(owner, json))))
                .flatMap(made -> created(request, made, false));
    }

    private Mono<PasteCommands.Made> create(OwnerId owner, JsonNode json) {
        NewPaste wish = NewPaste.of(json);
        JsonNode text = json.get("text");
        if (text == null || !text.isString()) {
            return Mono.error(JsonFields.invalid("text", "\"text\" is missing: what the paste holds, as a text"));
        }
        return commands.create(owner, wish, Uploads.of(text.stringValue()), () -> null);
    }

    /** {@code POST /p}: whatever the body is called, it is the text. */
    Mono<ServerResponse> createFromBody(ServerRequest request) {
        return make(request).flatMap(made -> created(request, made, true));
    }

    /** {@code POST /documents}, as haste servers do. */
    Mono<ServerResponse> createDocument(ServerRequest request) {
        return make(request).flatMap(made -> withToken(ServerResponse.ok(), made)
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .bodyValue(Map.of("key", made.paste().key().value())));
    }

    private Mono<PasteCommands.Made> make(ServerRequest request) {
        return access.caller(request).flatMap(owner -> {
            NewPaste wish = NewPaste.of(request.queryParams().toSingleValueMap());
            Uploads.Upload upload = Uploads.streamed(request);
            return commands.create(owner, wish, upload.bytes(), upload.fileName());
        });
    }

    /** {@code POST /paste}: a form, as browsers without JavaScript and pastebinit send it; leads on to the paste. */
    Mono<ServerResponse> createFromForm(ServerRequest request) {
        Bodies.type(request, java.util.Set.of(MediaType.APPLICATION_FORM_URLENCODED));
        return access.caller(request)
                .flatMap(owner -> uploads.holding(request, () -> Bodies.text(request, Uploads.MAX_WHOLE)
                        .map(FormFields::parse)
                        .flatMap(fields -> commands.create(
                                owner, NewPaste.of(fields), Uploads.of(fields.getOrDefault("text", "")), () -> null))))
                .flatMap(made -> withToken(ServerResponse.status(HttpStatus.SEE_OTHER), made)
                        .location(URI.create(PasteAnswer.address(made.paste(), publicUrl)))
                        .build());
    }

    private Mono<ServerResponse> created(ServerRequest request, PasteCommands.Made made, boolean sentText) {
        URI address = URI.create(PasteAnswer.address(made.paste(), publicUrl));
        ServerResponse.BodyBuilder response = withToken(ServerResponse.created(address), made)
                .eTag("\"" + made.paste().version() + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        return Wishes.text(request, sentText)
                ? response.contentType(TEXT).bodyValue(address + "\n")
                : response.contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(PasteAnswer.own(made.paste(), publicUrl, made.deleteToken()));
    }

    private static ServerResponse.BodyBuilder withToken(ServerResponse.BodyBuilder response, PasteCommands.Made made) {
        return made.deleteToken() == null ? response : response.header(DELETE_TOKEN, made.deleteToken());
    }

    Mono<ServerResponse> read(ServerRequest request) {
        return access.readable(request).flatMap(paste -> access.seesSettings(request, paste)
                .flatMap(sees -> answer(
                        paste,
                        sees ? PasteAnswer.own(paste, publicUrl, null) : PasteAnswer.foreign(paste, publicUrl))));
    }

    /** JSON changes what it has; any other body is the text of the next revision. */
    Mono<ServerResponse> edit(ServerRequest request) {
        Long ifMatch = Wishes.ifMatch(request);
        return access.own(request)
                .flatMap(paste -> isJson(request)
                        ? uploads.holding(request, () -> Bodies.json(request, Uploads.MAX_WHOLE)
                                .flatMap(json -> edit(paste, json, ifMatch)))
                        : commands.edit(
                                paste,
                                Json.MAPPER.createObjectNode(),
                                Uploads.streamed(request).bytes(),
                                ifMatch))
                .flatMap(edited -> answer(edited, PasteAnswer.own(edited, publicUrl, null)));
    }

    private Mono<Paste> edit(Paste paste, JsonNode json, @Nullable Long ifMatch) {
        String text = new JsonFields(json, PasteChange.NAMES).text("text");
        return commands.edit(paste, json, text == null ? null : Uploads.of(text), ifMatch);
    }

    private Mono<ServerResponse> answer(Paste paste, PasteAnswer shown) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .eTag("\"" + paste.version() + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .bodyValue(shown);
    }

    /** For the owner, or for whoever has the token that was answered when the paste was made. */
    Mono<ServerResponse> delete(ServerRequest request) {
        Long ifMatch = Wishes.ifMatch(request);
        String token = request.headers().firstHeader(DELETE_TOKEN);
        Mono<Paste> paste = token == null ? access.own(request) : withToken(request, token);
        return paste.flatMap(found -> commands.delete(found, ifMatch))
                .then(ServerResponse.noContent().build());
    }

    private Mono<Paste> withToken(ServerRequest request, String token) {
        return access.present(request)
                .filter(paste -> tokens.matches(token, paste))
                .switchIfEmpty(Mono.error(() ->
                        Problem.of(ProblemType.NOT_FOUND, "No paste with this key can be deleted with this token")));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record PageAnswer(
            List<PasteAnswer> items, @Nullable String next) {}

    Mono<ServerResponse> list(ServerRequest request) {
        return access.caller(request)
                .flatMap(owner -> list.page(
                        owner,
                        request.queryParam("cursor").map(LinkCursor::read).orElse(null),
                        Listing.limit(request)))
                .flatMap(page -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .bodyValue(new PageAnswer(
                                page.items().stream()
                                        .map(paste -> PasteAnswer.own(paste, publicUrl, null))
                                        .toList(),
                                page.next() == null ? null : LinkCursor.write(page.next()))));
    }

    private static boolean isJson(ServerRequest request) {
        return request.headers()
                .contentType()
                .filter(type -> type.isCompatibleWith(MediaType.APPLICATION_JSON))
                .isPresent();
    }
}
