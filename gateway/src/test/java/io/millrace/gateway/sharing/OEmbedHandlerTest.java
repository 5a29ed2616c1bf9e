package io.millrace.gateway.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.millrace.contracts.posts.Post;
import io.millrace.gateway.web.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How other sites are told to embed a post. */
class OEmbedHandlerTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ADDRESS = Posts.HERE + "/posts/" + Posts.ID;

    private Post post = Posts.of("A day", "By the sea", Posts.photo(4000, 3000, "Waves"));

    private final WebTestClient client = WebTestClient.bindToRouterFunction(route().GET(
                            "/oembed",
                            new OEmbedHandler(
                                    id -> Mono.just(post)
                                            .filter(known -> known.id().equals(id)),
                                    Posts.HERE)::read)
                    .build())
            .handlerStrategies(HandlerStrategies.builder()
                    .exceptionHandler(OEmbedHandlerTest::answer)
                    .build())
            .build();

    @Test
    void aPhotoIsAPhoto() {
        JsonNode embed = read(ADDRESS, "");
        assertThat(embed.get("version").stringValue()).isEqualTo("1.0");
        assertThat(embed.get("type").stringValue()).isEqualTo("photo");
        assertThat(embed.get("url").stringValue()).isEqualTo("https://mill.example/media/7/1080");
        assertThat(embed.get("width").intValue()).isEqualTo(1080);
        assertThat(embed.get("height").intValue()).isEqualTo(810);
        assertThat(embed.get("title").stringValue()).isEqualTo("A day");
        assertThat(embed.get("author_name").stringValue()).isEqualTo("alice");
        assertThat(embed.get("author_url").stringValue()).isEqualTo("https://mill.example/users/alice");
        assertThat(embed.get("thumbnail_url").stringValue()).isEqualTo("https://mill.example/media/7/square");
        assertThat(embed.get("thumbnail_width").intValue()).isEqualTo(150);
        assertThat(embed.has("html")).isFalse();
    }

    /** What is answered is never larger than what was asked for, down to a photo that has no size so small. */
    @ParameterizedTest
    @CsvSource({
        "&maxwidth=1080, photo, 1080, 1080, 810",
        "&maxwidth=1079, photo, 640, 640, 480",
        "&maxheight=500, photo, 640, 640, 480",
        "&maxheight=479, photo, square, 150, 150",
        "&maxwidth=150&maxheight=150, photo, square, 150, 150"
    })
    void thePhotoFits(String sizes, String type, String rendition, int width, int height) {
        JsonNode embed = read(ADDRESS, sizes);
        assertThat(embed.get("type").stringValue()).isEqualTo(type);
        assertThat(embed.get("url").stringValue()).endsWith("/" + rendition);
        assertThat(embed.get("width").intValue()).isEqualTo(width);
        assertThat(embed.get("height").intValue()).isEqualTo(height);
    }

    @Test
    void wordsStandInForAPhotoThatDoesNotFit() {
        JsonNode embed = read(ADDRESS, "&maxwidth=149&maxheight=100");
        assertThat(embed.get("type").stringValue()).isEqualTo("rich");
        assertThat(embed.get("width").intValue()).isLessThanOrEqualTo(149);
        assertThat(embed.get("height").intValue()).isLessThanOrEqualTo(100);
        assertThat(embed.has("thumbnail_url")).isFalse();
    }

    @Test
    void theMarkupOfWordsHoldsNoOther() {
        post = Posts.of("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)> & more");
        String html = read(ADDRESS, "").get("html").stringValue();
        assertThat(html)
                .startsWith("<blockquote class=\"millrace-post\" cite=\"" + ADDRESS + "\"><p>&lt;script&gt;")
                .contains("&quot;&gt;&lt;img src=x onerror=alert(1)&gt; &amp; more</p>")
                .doesNotContain("<script", "<img");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?utm_source=x", "#photo", "/", "/?a=b"})
    void anAddressIsTheSameHoweverItWasShared(String rest) {
        assertThat(read(ADDRESS + rest, "").get("type").stringValue()).isEqualTo("photo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/posts/4194304000",
                "http://mill.example/posts/4194304000",
                "https://mill.example:8443/posts/4194304000",
                "https://mill.example.evil.example/posts/4194304000",
                "https://mill.example@evil.example/posts/4194304000",
                "https://x:y@mill.example/posts/4194304000",
                "//mill.example/posts/4194304000",
                "/posts/4194304000",
                "https://mill.example/posts/",
                "https://mill.example/posts/99999999999999999999",
                "https://mill.example/posts/9223372036854775808",
                "https://mill.example/posts/1",
                "https://mill.example/p/4194304000",
                "https://mill.example/posts/4194304000/like",
                "https://mill.example/x/../posts/4194304000",
                "javascript:alert(1)",
                "mailto:a@mill.example",
                "not an address",
                ""
            })
    void otherAddressesAreUnknown(String url) {
        client.get().uri("/oembed?url={url}", url).exchange().expectStatus().isNotFound();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400",
        "url={url}&maxwidth=0, 400",
        "url={url}&maxwidth=-1, 400",
        "url={url}&maxheight=x, 400",
        "url={url}&maxheight=1000000, 400",
        "url={url}&format=xml, 501",
        "url={url}&format=json, 200"
    })
    void whatIsAskedForWronglyIsRefused(String query, int status) {
        client.get().uri("/oembed?" + query, ADDRESS).exchange().expectStatus().isEqualTo(status);
    }

    private JsonNode read(String url, String rest) {
        byte[] body = client.get()
                .uri("/oembed?url={url}" + rest, url)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "max-age=300, public")
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", "*")
                .expectBody()
                .returnResult()
                .getResponseBody();
        return JSON.readTree(body);
    }

    private static Mono<Void> answer(ServerWebExchange exchange, Throwable error) {
        exchange.getResponse().setStatusCode(((Problem) error).type().status());
        return exchange.getResponse().setComplete();
    }
}
