package io.millrace.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.event.Json;
import io.millrace.gateway.redirect.RawClient;
import io.millrace.gateway.redirect.RawClient.Answer;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Raw bytes to a real server: what it must refuse, how it says so, and what it must not refuse. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = WebAlone.class,
        properties = {
            "spring.main.banner-mode=off",
            // Nothing connects there; the build may set variables that would be taken for these.
            "millrace.kafka.bootstrap-servers=none",
            "millrace.cassandra.keyspace=none",
            "millrace.http.idle=1s",
            "millrace.http.head=500ms",
            "millrace.http.read=500ms",
            "millrace.http.surplus=500ms"
        })
class HttpStrictnessTest {
    private static final String HOST = "Host: localhost\r\n";

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /echo/a HTTP/1.1\r\n\r\n",
                "GET /echo/a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /echo/a HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET /echo/a HTTP/1.1\r\nHost:\r\n\r\n",
                "GET /echo/a HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /echo/a HTTP/1.1\r\nHost: a/b\r\n\r\n",
                "GET /echo/a HTTP/1.1\r\nHost: user@a\r\n\r\n",
                "GET /echo/a HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /echo/a HTTP/1.1\r\nHost: localhost\r\nX-Folded: a\r\n b\r\n\r\n",
                "GET /echo/a HTTP/1.1\r\nHost: localhost\r\nX-Folded: a\r\n\tb\r\n\r\n",
                "GET /echo/a HTTP/1.1\r\nHost: localhost\r\nX-Folded: a\n b\r\n\r\n",
                "GET /echo/a HTTP/1.1\r\n Host: localhost\r\n\r\n",
                "POST /text HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
                "GET /echo/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/a%00.txt HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/%2e%2e%2fsecret HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/%2E%2E/secret HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/.%2e/secret HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/../echo/a HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/./a HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/a%2Fb HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/a%2fb HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/a\\b HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/%C3%28 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/%C0%AF HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/%ED%A0%80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/\u00ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/% HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/%4 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET echo/a HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET ftp://localhost/echo/a HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo/a HTTP/1.1\r\nHost : localhost\r\n\r\n",
                "GET /echo/a HTTP/1.1\r\nHost: localhost\r\nX-A\u0001: b\r\n\r\n",
                "GET /echo/a HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "POST /text HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "POST /text HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "nonsense\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void whatCanBeReadInTwoWaysIsRefusedAndEndsTheConnection(String request) throws IOException {
        try (RawClient client = client()) {
            assertProblem(client.send(request).answer(), 400, "malformed-request");
            assertThat(closed(client)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /echo/a HTTP/1.0 | a",
                "GET http://localhost/echo/a HTTP/1.1 | a",
                "GET /echo/%C3%A9%20%25 HTTP/1.1 | \u00e9 %",
                "GET /echo/a..b HTTP/1.1 | a..b",
                "GET /echo/... HTTP/1.1 | ...",
                "GET /query?q=a%20b HTTP/1.1 | a b",
                "GET /query?q=a/../b HTTP/1.1 | a/../b",
                "GET /query?q={a}^[b] HTTP/1.1 | {a}^[b]",
                "GET /query?q=100% HTTP/1.1 | 100%",
                "GET /query?q=%zz HTTP/1.1 | %zz",
            })
    void whatIsClearIsServed(String line, String expected) throws IOException {
        String host = line.endsWith("1.0") ? "Connection: keep-alive\r\n" : HOST;
        try (RawClient client = client()) {
            Answer answer = client.send(line + "\r\n" + host + "\r\n").answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(expected);
        }
    }

    @Test
    void barsInAQueryAreWhatBrowsersSend() throws IOException {
        try (RawClient client = client()) {
            assertThat(get(client, "/query?q=a|b").body()).isEqualTo("a|b");
            assertThat(get(client, "/query?q=\u00c3\u00a9").body()).isEqualTo("\u00e9");
        }
    }

    @Test
    void overLongLinesAndHeadersAreProblemsToo() throws IOException {
        try (RawClient client = client()) {
            client.send("GET /query?q=" + "q".repeat(9_000) + " HTTP/1.1\r\n" + HOST + "\r\n");
            assertProblem(client.answer(), 414, "uri-too-long");
        }
        try (RawClient client = client()) {
            client.send("GET /echo/a HTTP/1.1\r\n" + HOST + "X-Long: " + "x".repeat(20_000) + "\r\n\r\n");
            assertProblem(client.answer(), 431, "headers-too-large");
        }
    }

    /** Heads and bodies of all kinds, in pieces cut anywhere, with a folded line in the last head or in none. */
    @Test
    void aFoldedLineIsFoundInAnyHeadOfAConnectionAndNoBodyIsTakenForOne() throws IOException {
        long first = Long.getLong("seed", System.nanoTime());
        for (long seed = first; seed < first + 150; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder requests = new StringBuilder();
            List<String> expected = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                String body = List.of("", "a", "\r\n b\r\n\r\n", "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", "\n\n \n\n")
                        .get(random.nextInt(5));
                requests.append(request(random.nextInt(4), body));
                expected.add("200 "
                        + (requests.toString().endsWith("GET /echo/a HTTP/1.1\r\n" + HOST + "\r\n") ? "a" : body));
            }
            if (random.nextBoolean()) {
                requests.append("GET /echo/a HTTP/1.1\r\n" + HOST + "X: a\r\n b\r\n\r\n");
                expected.add("400");
            }
            assertThat(answers(requests.toString(), expected.size(), random))
                    .as("-Dseed=" + seed + ": " + requests)
                    .isEqualTo(expected);
        }
    }

    private static String request(int kind, String body) {
        return switch (kind) {
            case 0 -> "GET /echo/a HTTP/1.1\r\n" + HOST + "\r\n";
            case 1 -> "\r\nPOST /text HTTP/1.1\r\n" + HOST + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            case 2 ->
                "POST /text HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n"
                        + (body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n")
                        + "0\r\n\r\n";
            default ->
                "POST /text HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n"
                        + (body.isEmpty() ? "" : Integer.toHexString(body.length()) + ";x=y\r\n" + body + "\r\n")
                        + "0\r\nX-Trailer: a\r\n\r\n";
        };
    }

    private List<String> answers(String requests, int count, SplittableRandom random) throws IOException {
        byte[] bytes = requests.getBytes(StandardCharsets.ISO_8859_1);
        List<String> answers = new ArrayList<>();
        try (RawClient client = client()) {
            for (int from = 0; from < bytes.length; ) {
                int to = random.nextInt(3) == 0 ? Math.min(bytes.length, from + 1 + random.nextInt(60)) : bytes.length;
                client.send(bytes, from, to);
                from = to;
            }
            for (int i = 0; i < count; i++) {
                Answer answer = client.answer();
                answers.add(answer.status() == 200 ? "200 " + answer.body() : String.valueOf(answer.status()));
            }
        }
        return answers;
    }

    @Test
    void aRefusalComesAfterTheAnswersToThoseBeforeIt() throws IOException {
        try (RawClient client = client()) {
            client.send("GET /slow HTTP/1.1\r\n" + HOST + "\r\nGET /%00 HTTP/1.1\r\n" + HOST + "\r\n"
                    + "GET /echo/never HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.answer().body()).isEqualTo("slow");
            assertProblem(client.answer(), 400, "malformed-request");
            assertThat(closed(client)).isTrue();
        }
    }

    @Test
    void aHeadThatDripsIsAnsweredInTime() throws Exception {
        try (RawClient client = client()) {
            long start = System.nanoTime();
            client.send("GET /echo/a HTTP/1.1\r\n" + HOST);
            Answer answer = drip(client, "X-Drip: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
            assertProblem(answer, 408, "request-timeout");
            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofSeconds(3).toNanos());
        }
    }

    /** Sends a byte every 50 ms until there is an answer. */
    private static Answer drip(RawClient client, String text) throws Exception {
        for (int i = 0; i < text.length() && !client.hasAnswer(); i++) {
            try {
                client.send(text.substring(i, i + 1));
            } catch (SocketException closed) {
                break;
            }
            client.awaitAnswer(Duration.ofMillis(50));
        }
        return client.answer();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5", "Transfer-Encoding: chunked"})
    void aBodyThatStopsIsAnsweredWith408(String framing) throws IOException {
        try (RawClient client = client()) {
            client.send("POST /text HTTP/1.1\r\n" + HOST + framing + "\r\n\r\n4\r\n");
            assertProblem(client.answer(), 408, "request-timeout");
            assertThat(closed(client)).isTrue();
        }
    }

    @Test
    void aBodyIsNotLateWhileItIsThisSideThatDoesNotRead() throws IOException {
        int length = 8 << 20;
        try (RawClient client = client()) {
            client.send("POST /slow-reader HTTP/1.1\r\n" + HOST + "Content-Length: " + length + "\r\n\r\n");
            client.send(new byte[length], 0, length);
            Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(length + " bytes");
        }
    }

    @Test
    void aStreamOfEventsOutlivesAllLimits() throws IOException {
        try (RawClient client = client()) {
            client.send("GET /stream HTTP/1.0\r\n\r\n");
            assertThat(client.rest()).contains("tick 0", "tick 1", "tick 2");
        }
    }

    @Test
    void aConnectionWithoutRequestsIsClosed() throws IOException {
        try (RawClient client = client()) {
            assertThat(closed(client)).isTrue();
        }
        try (RawClient client = client()) {
            assertThat(get(client, "/echo/a").status()).isEqualTo(200);
            assertThat(closed(client)).isTrue();
        }
    }

    @Test
    void aBodyOverTheLimitIsRefusedWithOrWithoutALength() throws IOException {
        String body = "x".repeat(WebAlone.MAX_BODY + 1);
        try (RawClient client = client()) {
            client.send("POST /text HTTP/1.1\r\n" + HOST + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            assertProblem(client.answer(), 413, "body-too-large");
        }
        try (RawClient client = client()) {
            client.send("POST /text HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n");
            assertProblem(client.answer(), 413, "body-too-large");
            // The rest is not waited for.
            assertThat(closed(client)).isTrue();
        }
    }

    @Test
    void aMethodWithoutARouteIsToldThoseThatThereAre() throws IOException {
        for (String method : List.of("DELETE", "POST", "PROPFIND", "BREW")) {
            try (RawClient client = client()) {
                Answer answer = client.send(method + " /echo/a HTTP/1.1\r\n" + HOST + "\r\n")
                        .answer();
                assertProblem(answer, 405, "method-not-allowed");
                assertThat(answer.headers()).containsEntry("allow", "GET, HEAD, PUT");
            }
        }
        try (RawClient client = client()) {
            Answer options =
                    client.send("OPTIONS /echo/a HTTP/1.1\r\n" + HOST + "\r\n").answer();
            assertThat(options.status()).isEqualTo(204);
            assertThat(options.headers()).containsEntry("allow", "GET, HEAD, PUT");
            assertProblem(get(client, "/nothing/here"), 404, "not-found");
            assertProblem(
                    client.send("BREW /nothing/here HTTP/1.1\r\n" + HOST + "\r\n")
                            .answer(),
                    404,
                    "not-found");
        }
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() throws IOException {
        for (String type : List.of("", "Content-Type: text/html\r\n", "Content-Type: nonsense\r\n")) {
            try (RawClient client = client()) {
                Answer answer = client.send("POST /json HTTP/1.1\r\n" + HOST + type + "Content-Length: 2\r\n\r\n{}")
                        .answer();
                assertProblem(answer, 415, "unsupported-media-type");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':1,'b':2,'a':3} | a",
                "{'a':{'b':1,'b':2}} | b",
                "[{'c':1,'c':1}] | c",
                "{'a':01} | a",
                "{'a':1,'b':tru} | b"
            })
    void badJsonIsRefusedWithThePlaceAndTheField(String text, String field) throws IOException {
        String body = text.replace('\'', '"');
        try (RawClient client = client()) {
            client.send("POST /json HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body);
            JsonNode problem = assertProblem(client.answer(), 400, "malformed-request");
            assertThat(problem.get("field").stringValue()).isEqualTo(field);
            assertThat(problem.get("detail").stringValue()).contains("line 1, column");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}{}", "{\"a\":1,}", "\u00ff", "NaN", "{'a':1}"})
    void whatIsNotOneJsonValueIsRefused(String body) throws IOException {
        try (RawClient client = client()) {
            client.send("POST /json HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body);
            assertProblem(client.answer(), 400, "malformed-request");
        }
    }

    @Test
    void deepJsonIsRefusedAndDoesNotOverflowTheStack() throws IOException {
        String body = "[".repeat(WebAlone.MAX_BODY);
        try (RawClient client = client()) {
            client.send("POST /json HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body);
            assertProblem(client.answer(), 400, "malformed-request");
        }
    }

    @Test
    void anErrorOfOursTellsNothingOfTheCode() throws IOException {
        try (RawClient client = client()) {
            Answer answer = get(client, "/fails");
            JsonNode problem = assertProblem(answer, 500, "internal-error");
            assertThat(problem.get("instance").stringValue()).isNotEmpty();
            assertThat(answer.body())
                    .doesNotContain("secret")
                    .doesNotContain("Exception")
                    .doesNotContain("at io.");
        }
    }

    @Test
    void everyAnswerCarriesTheHeadersThatKeepBrowsersAtBay() throws IOException {
        try (RawClient client = client()) {
            for (String path : List.of("/echo/a", "/nothing/here", "/fails")) {
                assertThat(get(client, path).headers())
                        .containsEntry("x-content-type-options", "nosniff")
                        .containsEntry("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
                        .containsEntry("referrer-policy", "no-referrer")
                        .doesNotContainKeys("strict-transport-security", "server", "x-powered-by");
            }
        }
    }

    private static JsonNode assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers())
                .containsEntry("content-type", "application/problem+json")
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("cache-control", "no-store");
        JsonNode problem = Json.MAPPER.readTree(answer.body());
        assertThat(problem.get("type").stringValue()).isEqualTo("/problems/" + type);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("detail").stringValue()).isNotBlank();
        return problem;
    }

    private static Answer get(RawClient client, String path) throws IOException {
        return client.send("GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n").answer();
    }

    /** Whether the server ends the connection without another answer. */
    private static boolean closed(RawClient client) throws IOException {
        try {
            @Nullable Answer more = client.read(false);
            return more == null;
        } catch (SocketException reset) {
            return true;
        }
    }

    private RawClient client() throws IOException {
        return new RawClient(port);
    }
}
