package io.millrace.gateway.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.web.Problem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

class PagesTest {
    private static final Pattern INLINE =
            Pattern.compile("<script(?![^>]*\\ssrc=)[^>]*>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern LINKED = Pattern.compile("<(?:script|link|img|use)[^>]*\\s(?:src|href)=\"([^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("(?:\\bfrom |import\\.meta\\.resolve\\()'([\\w./-]+)'");

    private final WebTestClient client = WebTestClient.bindToRouterFunction(new PagesConfiguration().pageRoutes())
            .handlerStrategies(HandlerStrategies.builder()
                    .exceptionHandler(PagesTest::answer)
                    .build())
            .build();
    private final Assets assets = Assets.load();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/feed",
                "/users/alice",
                "/dashboard",
                "/signin",
                "/register",
                "/account",
                "/docs",
                "/problems/alias-taken"
            })
    void a_page_runs_no_script_but_its_own_and_the_import_map_that_the_policy_names(String path) throws Exception {
        EntityExchangeResult<byte[]> answer = get(path);
        String html = new String(answer.getResponseBody(), StandardCharsets.UTF_8);
        List<String> inline =
                INLINE.matcher(html).results().map(found -> found.group(1)).toList();
        assertThat(inline).hasSize(1);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(inline.get(0).getBytes(StandardCharsets.UTF_8));
        assertThat(answer.getResponseHeaders().getFirst("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self' 'sha256-"
                        + Base64.getEncoder().encodeToString(hash) + "'")
                .doesNotContain("unsafe");
        assertThat(html).doesNotContain("style=\"").doesNotContain("onclick=").doesNotContain("{{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/feed", "/users/alice", "/account", "/docs"})
    void all_that_a_page_loads_is_here(String path) {
        String html = new String(get(path).getResponseBody(), StandardCharsets.UTF_8);
        List<String> addresses =
                LINKED.matcher(html).results().map(found -> found.group(1)).toList();
        assertThat(addresses).isNotEmpty().allSatisfy(address -> {
            assertThat(address).startsWith("/");
            client.get().uri(address).exchange().expectStatus().isOk();
        });
    }

    @Test
    void every_module_finds_what_it_imports() throws Exception {
        Map<String, String> vendored = Map.of(
                "uplot", "vendor/uplot/uPlot.esm.js",
                "highlight", "vendor/highlight/highlight.min.js",
                "millrace/world.json", "map/world.json");
        List<String> imports = new ArrayList<>();
        for (Resource script : new PathMatchingResourcePatternResolver().getResources("classpath:ui/app/*.js")) {
            IMPORT.matcher(script.getContentAsString(StandardCharsets.UTF_8))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .forEach(imports::add);
        }
        assertThat(imports).isNotEmpty().allSatisfy(name -> assertThat(
                        assets.find(vendored.getOrDefault(name, name.replaceFirst("^millrace/", "app/"))))
                .as(name)
                .isNotNull());
    }

    @Test
    void a_file_is_kept_for_ever_under_its_version_only() {
        client.get()
                .uri("/assets/" + assets.version() + "/app/main.js")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "max-age=31536000, public, immutable")
                .expectHeader()
                .valueEquals("Content-Type", "text/javascript;charset=UTF-8")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff");
        client.get()
                .uri("/assets/older/app/main.js")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/",
                "/assets/x",
                "/assets/x/",
                "/assets/x/none.js",
                "/assets/x/../application.properties",
                "/assets/x/%2e%2e/application.properties",
                "/schemas/none.json",
                "/schemas/link",
                "/schemas/..%2flink.json"
            })
    void what_is_not_there_is_not_found(String path) {
        client.get().uri(URI.create(path)).exchange().expectStatus().isNotFound();
    }

    @Test
    void files_are_sent_compressed_to_those_who_understand_it() {
        String path = "/assets/" + assets.version() + "/vendor/uplot/uPlot.esm.js";
        byte[] plain = get(path).getResponseBody();
        byte[] gzip = client.get()
                .uri(path)
                .header("Accept-Encoding", "gzip, br")
                .exchange()
                .expectHeader()
                .valueEquals("Content-Encoding", "gzip")
                .expectBody()
                .returnResult()
                .getResponseBody();
        assertThat(gzip.length).isLessThan(plain.length / 3);
    }

    @Test
    void the_licences_of_others_work_are_with_it() {
        assertThat(assets.get("vendor/uplot/LICENSE.txt").text()).contains("MIT");
        assertThat(assets.get("map/LICENSE.txt").text()).contains("Permission to use, copy");
    }

    private static Mono<Void> answer(ServerWebExchange exchange, Throwable error) {
        exchange.getResponse().setStatusCode(((Problem) error).type().status());
        return exchange.getResponse().setComplete();
    }

    private EntityExchangeResult<byte[]> get(String path) {
        return client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult();
    }
}
