package io.millrace.gateway.links;

import static io.millrace.gateway.links.Gateways.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.links.Link;
import io.millrace.gateway.links.Gateways.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is no link: each is refused with a problem that names the field, and nothing is made. */
class LinkRefusalsTest {
    private static final String LINKS = "/api/v1/links";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " javascript:alert(1)",
                "java\\u0000script:alert(1)",
                "data:text/html,<script>alert(1)</script>",
                "file:///etc/passwd",
                "ftp://example.com/",
                "vbscript:x",
                "//example.com/",
                "/path",
                "example.com",
                "",
                " ",
                "http:",
                "http://",
                "https:///",
                "http://:80/",
                "http://user@example.com/",
                "http://user:password@example.com/",
                "http://example.com:65536/",
                "http://example.com:x/",
                "http://exa mple.com/",
                "http://example.com/\\u0000",
                "http://example.com/\\u0007",
                "http://example.com/a\\nb",
                "http://example.com/\\r\\nSet-Cookie: a=b",
                "http://example.com/\\u007f",
                "http://example.com/\\u0085",
                "http://example.com/\\ud800",
                "http://xn--a/",
                "http://xn--zzzzzz-/",
                "http://a\\u3002\\u3002b/",
                "http://[::1/",
                "http://[1::2::3]/",
                "http://[fe80::1%25eth0]/",
                "http://1.2.3.256/",
                "http://1.2.3.4.5/",
                "http://0x100000000/",
                "http://09.1/",
                "http://a..b/",
                "http://%00.com/",
                "http://a%2fb/",
                "https://mill.example/",
                "https://mill.example/abc",
                "http://mill.example/abc",
                "https://MILL.example:443/abc",
                "https://mill%2Eexample/abc",
                "https://\\uff4dill.example/abc"
            })
    void aTargetThatDeceivesOrLeadsNowhereIsRefused(String target) {
        assertRefused("{\"target\":\"" + target + "\"}", "invalid-target", "target");
    }

    @Test
    void aTargetHasAtMostEightKibibytesHoweverItIsSpelled() {
        String head = "https://example.com/";
        String longest = head + "a".repeat(Link.MAX_TARGET_LENGTH - head.length());
        assertThat(post("{\"target\":\"" + longest + "\"}").status()).isEqualTo(201);
        assertRefused("{\"target\":\"" + longest + "a\"}", "invalid-target", "target");
        // Each becomes nine characters when it is written in ASCII.
        assertRefused("{\"target\":\"" + head + "\u20ac".repeat(1_000) + "\"}", "invalid-target", "target");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "",
                "a b",
                "a/b",
                "../x",
                "a.b",
                "\\u00e9\\u00e9\\u00e9",
                "api",
                "API",
                "Actuator",
                "dashboard",
                "robots",
                "%2e%2e",
                "abc\\u0000",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg"
            })
    void anAliasThatIsNoneOrReservedIsRefused(String alias) {
        assertRefused("{\"target\":\"https://example.com/\",\"alias\":\"" + alias + "\"}", "invalid-alias", "alias");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "2999-01-01T00:00:00Z",
                "+999999999-01-01T00:00:00Z"
            })
    void anExpiryThatIsPastOrBeyondReasonIsRefused(String moment) {
        assertRefused(
                "{\"target\":\"https://example.com/\",\"expiresAt\":\"" + moment + "\"}",
                "invalid-expiry",
                "expiresAt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'expiresAt':'tomorrow' | expiresAt",
                "'expiresAt':'2030-01-01' | expiresAt",
                "'expiresAt':'2030-02-30T00:00:00Z' | expiresAt",
                "'expiresAt':1893456000 | expiresAt",
                "'maxVisits':0 | maxVisits",
                "'maxVisits':-1 | maxVisits",
                "'maxVisits':1.5 | maxVisits",
                "'maxVisits':'10' | maxVisits",
                "'maxVisits':99999999999999999999 | maxVisits",
                "'maxVisits':true | maxVisits",
                "'title':1 | title",
                "'title':['a'] | title",
                "'title':'a\\u0000b' | title",
                "'tags':'a' | tags",
                "'tags':[1] | tags",
                "'tags':[null] | tags",
                "'tags':[''] | tags",
                "'tags':['a\\nb'] | tags",
                "'tags':{} | tags",
                "'visibility':'secret' | visibility",
                "'visibility':1 | visibility",
                "'allow':'bob' | allow",
                "'allow':['not a name'] | allow",
                "'forwardQuery':'yes' | forwardQuery",
                "'forwardQuery':1 | forwardQuery",
                "'alias':5 | alias",
                "'owner':'bob' | owner",
                "'Target':'x' | Target",
                "'__proto__':{} | __proto__"
            })
    void aFieldOfAnotherKindOrNameIsRefused(String field, String name) {
        assertRefused(
                "{'target':'https://example.com/',".replace('\'', '"') + field.replace('\'', '"') + "}",
                "invalid-field",
                name);
    }

    @Test
    void listsAndTextsAreBounded() {
        assertRefused(with("title", "\"" + "t".repeat(201) + "\""), "invalid-field", "title");
        assertRefused(with("tags", list(21, "t")), "invalid-field", "tags");
        assertRefused(with("tags", "[\"" + "t".repeat(51) + "\"]"), "invalid-field", "tags");
        assertRefused(with("allow", list(101, "u")), "invalid-field", "allow");
        assertThat(post(with("tags", list(20, "t"))).status()).isEqualTo(201);
        assertThat(post(with("allow", list(100, "u"))).status()).isEqualTo(201);
    }

    private static String with(String field, String value) {
        return "{\"target\":\"https://example.com/\",\"" + field + "\":" + value + "}";
    }

    private static String list(int length, String prefix) {
        return IntStream.range(0, length)
                .mapToObj(i -> "\"" + prefix + i + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void aBodyThatIsNoObjectIsRefused() {
        for (String body : List.of("[]", "1", "null", "\"https://example.com/\"", "true")) {
            assertThat(post(body).problem()).as(body).isEqualTo("malformed-request");
        }
        assertRefused("{}", "invalid-field", "target");
        assertRefused("{\"target\":null}", "invalid-field", "target");
        assertRefused("{\"target\":5}", "invalid-field", "target");
    }

    @Test
    void theSameKeyTwiceIsRefused() {
        assertRefused(
                "{\"target\":\"https://example.com/\",\"target\":\"https://evil.example/\"}",
                "malformed-request",
                "target");
    }

    @Test
    void malformedJsonIsRefusedWithItsPlace() {
        Answer refused = post("{\n  \"target\": \"https://example.com/\",\n  \"tags\": [\"a\" \"b\"]\n}");
        assertThat(refused.problem()).isEqualTo("malformed-request");
        assertThat(refused.json().get("detail").stringValue()).contains("line 3, column");
        assertThat(refused.text()).doesNotContain("Exception").doesNotContain("tools.jackson");
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() {
        assertThat(FIRST.call("POST", LINKS)
                        .as("alice")
                        .body("application/xml", "<a/>")
                        .send()
                        .problem())
                .isEqualTo("unsupported-media-type");
        assertThat(new Gateways.Call(
                                FIRST.port("server"),
                                "POST",
                                LINKS,
                                List.of(),
                                BodyPublishers.ofString("https://example.com"))
                        .as("alice")
                        .send()
                        .problem())
                .isEqualTo("unsupported-media-type");
        assertThat(FIRST.call("POST", LINKS + "/bulk")
                        .as("alice")
                        .json("{}")
                        .send()
                        .problem())
                .isEqualTo("unsupported-media-type");
        assertThat(FIRST.call("PATCH", LINKS + "/abc")
                        .as("alice")
                        .body("text/plain", "x")
                        .send()
                        .problem())
                .isEqualTo("unsupported-media-type");
    }

    @Test
    void anotherMethodIsRefused() {
        Answer put = FIRST.call("PUT", LINKS).as("alice").json("{}").send();
        assertThat(put.problem()).isEqualTo("method-not-allowed");
        assertThat(put.header("Allow")).isEqualTo("GET, HEAD, POST");
        assertThat(FIRST.call("POST", "/abc").as("alice").json("{}").send().header("Allow"))
                .isEqualTo("GET, HEAD");
    }

    @Test
    void whatCanBeReadAnswersHeadWithTheSameHeadAndNoBody() {
        for (String path : List.of("/dashboard", "/openapi.json", LINKS)) {
            Answer whole = FIRST.call("GET", path).as("alice").send();
            Answer head = FIRST.call("HEAD", path).as("alice").send();
            assertThat(head.status()).as(path).isEqualTo(200);
            assertThat(head.header("Content-Type")).isEqualTo(whole.header("Content-Type"));
            assertThat(head.text()).isEmpty();
        }
        assertThat(FIRST.call("HEAD", LINKS + "/nothing-there")
                        .as("alice")
                        .send()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        assertThat(post(with("title", "\"" + "t".repeat(70_000) + "\"")).problem())
                .isEqualTo("body-too-large");
        assertThat(FIRST.call("POST", LINKS)
                        .as("alice")
                        .body("text/plain", "x".repeat(70_000))
                        .send()
                        .problem())
                .isEqualTo("body-too-large");
    }

    @Test
    void aStreamWithoutALengthIsCutAtTheLimit() {
        byte[] piece = "x".repeat(8_192).getBytes(StandardCharsets.US_ASCII);
        Answer refused = new Gateways.Call(
                        FIRST.port("server"),
                        "POST",
                        LINKS,
                        List.of(),
                        BodyPublishers.ofByteArrays(java.util.Collections.nCopies(20, piece)))
                .as("alice")
                .header("Content-Type", "text/plain")
                .send();
        assertThat(refused.problem()).isEqualTo("body-too-large");
    }

    @Test
    void aLineOfABulkUploadIsRefusedInItsPlaceWhateverItIs() {
        String tooLong = "{\"target\":\"https://example.com/" + "x".repeat(70_000) + "\"}";
        String lines = String.join(
                "\n",
                "{\"target\":\"https://example.com/1\"}",
                "",
                tooLong,
                "{\"target\":\"a\",\"target\":\"b\"}",
                "\r",
                "{\"target\":\"https://example.com/2\"}\r",
                "{\"target\":\"https://example.com/3\",\"alias\":\"api\"}",
                "{\"target\":\"https://example.com/4\"}");
        Answer made = FIRST.call("POST", LINKS + "/bulk")
                .as("alice")
                .body("application/x-ndjson", lines)
                .send();
        List<JsonNode> answers = made.text()
                .lines()
                .map(io.millrace.contracts.event.Json.MAPPER::readTree)
                .toList();
        assertThat(answers.stream()
                        .map(answer -> answer.has("type")
                                ? answer.get("line") + " " + answer.get("type").stringValue()
                                : answer.get("target").stringValue()))
                .containsExactly(
                        "https://example.com/1",
                        "3 /problems/body-too-large",
                        "4 /problems/malformed-request",
                        "https://example.com/2",
                        "7 /problems/invalid-alias",
                        "https://example.com/4");
    }

    private static Answer post(String json) {
        return FIRST.call("POST", LINKS)
                .as("alice")
                .body("application/json", json)
                .send();
    }

    private static void assertRefused(String json, String type, String field) {
        Answer refused = post(json);
        assertThat(refused.problem()).as(refused.text()).isEqualTo(type);
        assertThat(refused.json().get("field").stringValue()).isEqualTo(field);
        assertThat(refused.json().get("detail").stringValue()).isNotBlank();
    }
}
