package io.millrace.bench;

import io.millrace.contracts.posts.MediaId;
import io.millrace.contracts.posts.PostId;
import io.millrace.standalone.load.KeepAliveConnection;
import io.millrace.standalone.load.KeepAliveConnection.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** The running Millrace that is measured, over HTTP alone. */
final class Gateway {
    private static final int BATCH = 1_000;
    private static final String USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private static final JsonMapper JSON = new JsonMapper();

    @Option(names = "--url", description = "A running Millrace (default ${DEFAULT-VALUE}).")
    private URI url = URI.create(
            "http://localhost:" + (System.getenv("MILLRACE_PORT") == null ? "8080" : System.getenv("MILLRACE_PORT")));

    URI url() {
        return url;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(url.getHost(), url.getPort() < 0 ? 80 : url.getPort());
    }

    KeepAliveConnection connect() {
        try {
            return new KeepAliveConnection(address());
        } catch (IOException e) {
            throw new BenchException(
                    "There is no Millrace at " + url + ". Start one with ./millrace up, or say --url where it is.", e);
        }
    }

    /** @throws BenchException if nobody answers */
    void check() throws IOException {
        connect().close();
    }

    byte[] get(String path) {
        return request("GET " + path, "User-Agent: " + USER_AGENT, "");
    }

    /** As the owner of that API key. */
    byte[] get(String path, String key) {
        return request("GET " + path, "User-Agent: " + USER_AGENT + "\r\nAuthorization: Bearer " + key, "");
    }

    /** As the owner of that API key. */
    byte[] post(String path, String key, String json) {
        return request("POST " + path, "Content-Type: application/json\r\nAuthorization: Bearer " + key, json);
    }

    /** A file, as the owner of that API key. */
    byte[] upload(String path, String key, String type, byte[] file) {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nContent-Type: " + type
                        + "\r\nAuthorization: Bearer " + key + "\r\nContent-Length: " + file.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return joined(head, file);
    }

    /** The id in the answer to a photo that was taken. */
    static MediaId mediaOf(Answer answer) {
        return MediaId.parse(JSON.readTree(answer.body()).path("id").asString());
    }

    /** The id in the answer to a post that was made. */
    static PostId postOf(Answer answer) {
        return PostId.parse(JSON.readTree(answer.body()).path("id").asString());
    }

    /** The request that creates a link and is answered with nothing but its address. */
    byte[] createLink(String target) {
        return request("POST /api/v1/links", "Content-Type: text/plain\r\nAccept: text/plain", target);
    }

    /** The request that makes a paste and is answered with nothing but its address. */
    byte[] createPaste(byte[] text) {
        byte[] head = ("POST /p HTTP/1.1\r\nHost: " + url.getAuthority()
                        + "\r\nContent-Type: text/plain\r\nContent-Length: " + text.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return joined(head, text);
    }

    private static byte[] joined(byte[] head, byte[] body) {
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** The key in the answer to {@link #createLink}; null if no link was created. */
    static @Nullable String keyOf(Answer answer) {
        String address = answer.text().trim();
        return answer.status() == 201 ? address.substring(address.lastIndexOf('/') + 1) : null;
    }

    /** Creates that many links, whose targets are as long as real ones, and returns their keys. */
    List<String> createLinks(int count) throws IOException {
        return createLinks(count, null);
    }

    /** Likewise, links that end at that moment; null for the usual five years. */
    List<String> createLinks(int count, @Nullable Instant end) throws IOException {
        String rest = end == null ? "\"}\n" : "\",\"expiresAt\":\"" + end + "\"}\n";
        List<String> keys = new ArrayList<>();
        try (KeepAliveConnection connection = connect()) {
            for (int from = 0; from < count; from += BATCH) {
                StringBuilder lines = new StringBuilder();
                for (int n = from; n < Math.min(count, from + BATCH); n++) {
                    lines.append("{\"target\":\"https://shop.example.com/spring-sale/")
                            .append(n)
                            .append(rest);
                }
                Answer answer = connection.exchange(
                        request("POST /api/v1/links/bulk", "Content-Type: application/x-ndjson", lines.toString()));
                answer.text()
                        .lines()
                        .forEach(
                                line -> keys.add(JSON.readTree(line).path("key").asString()));
            }
        }
        if (keys.size() != count || keys.contains("")) {
            throw new BenchException("Millrace created only some of " + count + " links");
        }
        return keys;
    }

    /** The total of a telemetry report. */
    long total(KeepAliveConnection connection, String path) throws IOException {
        Answer answer = connection.exchange(get(path));
        if (answer.status() != 200) {
            throw new IOException("No telemetry: " + answer.status() + " " + answer.text());
        }
        return JSON.readTree(answer.body()).path("total").asLong();
    }

    /**
     * The value that Millrace gives of itself under this name, labels included; the sum where several begin so. Metrics are one
     * port above the public one.
     */
    long metric(String name) throws IOException {
        InetSocketAddress metrics =
                new InetSocketAddress(url.getHost(), address().getPort() + 1);
        Answer answer;
        try (KeepAliveConnection connection = new KeepAliveConnection(metrics)) {
            answer = connection.exchange(get("/actuator/prometheus"));
        }
        if (answer.status() != 200) {
            throw new BenchException("Millrace does not show its metrics at " + metrics + "/actuator/prometheus");
        }
        return (long) answer.text()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private byte[] request(String start, String headers, String body) {
        return (start + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n" + headers
                        + (body.isEmpty() ? "" : "\r\nContent-Length: " + body.length()) + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
