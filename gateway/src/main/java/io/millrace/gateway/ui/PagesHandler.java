package io.millrace.gateway.ui;

import io.millrace.contracts.event.Schemas;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers with pages, their files and the published documents. */
final class PagesHandler {
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Assets assets;
    private final Page dashboard;
    private final Page account;
    private final Page docs;
    private final Map<String, Asset> schemas;

    PagesHandler(Assets assets) {
        this.assets = assets;
        this.dashboard = Page.of(assets, "index.html");
        this.account = Page.of(assets, "account.html");
        this.docs = Page.of(assets, "docs.html");
        this.schemas =
                Schemas.NAMES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), PagesHandler::schema));
    }

    Mono<ServerResponse> dashboard(ServerRequest request) {
        return page(request, dashboard);
    }

    /** To sign in, to register and to look after one's account: its script tells which by the address. */
    Mono<ServerResponse> account(ServerRequest request) {
        return page(request, account);
    }

    Mono<ServerResponse> docs(ServerRequest request) {
        return page(request, docs);
    }

    /** What a kind of problem means: its place on the page of documents. */
    Mono<ServerResponse> problem(ServerRequest request) {
        String type = "/problems/" + request.pathVariable("name");
        return Arrays.stream(ProblemType.values())
                        .anyMatch(known -> known.type().equals(type))
                ? page(request, docs)
                : Mono.error(Problem.of(ProblemType.NOT_FOUND, "There is no such kind of problem"));
    }

    Mono<ServerResponse> openApi(ServerRequest request) {
        return answer(request, assets.get("openapi.json"), CacheControl.noCache());
    }

    Mono<ServerResponse> asyncApi(ServerRequest request) {
        return answer(request, assets.get("asyncapi.json"), CacheControl.noCache());
    }

    Mono<ServerResponse> icon(ServerRequest request) {
        return answer(request, assets.get("style/mark.svg"), CacheControl.maxAge(Duration.ofDays(1)));
    }

    /** A file of the pages. An address with an older version gets the present file, but must not keep it. */
    Mono<ServerResponse> asset(ServerRequest request) {
        String path = request.requestPath().pathWithinApplication().value();
        int start = path.indexOf('/', "/assets/".length());
        Asset asset = start < 0 ? null : assets.find(path.substring(start + 1));
        boolean present = path.startsWith("/assets/" + assets.version() + "/");
        return answer(request, asset, present ? FOR_EVER : CacheControl.noStore());
    }

    Mono<ServerResponse> schema(ServerRequest request) {
        String file = request.pathVariable("file");
        Asset schema = file.endsWith(".json") ? schemas.get(file.substring(0, file.length() - 5)) : null;
        return answer(request, schema, CacheControl.noCache());
    }

    Mono<ServerResponse> page(ServerRequest request, Page page) {
        return response(request, page.html(), CacheControl.noCache())
                .header("Content-Security-Policy", page.policy())
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .bodyValue(body(request, page.html()));
    }

    private static Mono<ServerResponse> answer(ServerRequest request, @Nullable Asset asset, CacheControl caching) {
        return asset == null
                ? Mono.error(Problem.of(ProblemType.NOT_FOUND, "There is no such file"))
                : response(request, asset, caching).bodyValue(body(request, asset));
    }

    private static ServerResponse.BodyBuilder response(ServerRequest request, Asset asset, CacheControl caching) {
        ServerResponse.BodyBuilder response = ServerResponse.ok()
                .contentType(asset.type())
                .cacheControl(caching)
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .header("X-Content-Type-Options", "nosniff");
        return acceptsGzip(request) ? response.header(HttpHeaders.CONTENT_ENCODING, "gzip") : response;
    }

    private static byte[] body(ServerRequest request, Asset asset) {
        return acceptsGzip(request) ? asset.gzip() : asset.plain();
    }

    private static boolean acceptsGzip(ServerRequest request) {
        return request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream().anyMatch(value -> value.contains("gzip"));
    }

    private static Asset schema(String name) {
        String text = Schemas.find(name);
        if (text == null) {
            throw new IllegalStateException("There is no schema " + name);
        }
        return Asset.of(name + ".json", text.getBytes(StandardCharsets.UTF_8));
    }
}
