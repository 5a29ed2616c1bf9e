package io.millrace.standalone.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a gateway on this machine as any program would. Headers are given as names and values in turn. */
public final class Client {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final String url;

    public Client(int port) {
        url = "http://localhost:" + port;
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public HttpResponse<String> head(String path, String... headers) {
        return send("HEAD", path, BodyPublishers.noBody(), headers);
    }

    public HttpResponse<String> delete(String path, String... headers) {
        return send("DELETE", path, BodyPublishers.noBody(), headers);
    }

    public HttpResponse<String> post(String path, String type, String body, String... headers) {
        return send("POST", path, type, body, headers);
    }

    public HttpResponse<String> patch(String path, String type, String body, String... headers) {
        return send("PATCH", path, type, body, headers);
    }

    /** Sends a body with any method. */
    public HttpResponse<String> send(String method, String path, String type, String body, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", type), Stream.of(headers))
                .toArray(String[]::new);
        return send(method, path, BodyPublishers.ofString(body), all);
    }

    /** The status of a visit, which follows no redirect. */
    public int visit(String key, String... headers) {
        return get("/" + key, headers).statusCode();
    }

    /** Makes a link from the JSON of its fields and returns its key. */
    public String create(String fields, String... headers) {
        HttpResponse<String> answer = post("/api/v1/links", "application/json", fields, headers);
        if (answer.statusCode() != 201) {
            throw new AssertionError("No link was made: " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).path("key").asString();
    }

    /** Makes public links to example.com and returns their keys. */
    public List<String> createMany(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("{\"target\":\"https://example.com/").append(i).append("\"}\n");
        }
        HttpResponse<String> answer = post("/api/v1/links/bulk", "application/x-ndjson", lines.toString());
        List<String> keys = answer.body()
                .lines()
                .map(line -> JSON.readTree(line).path("key").asString())
                .toList();
        if (keys.size() != count || keys.contains("")) {
            throw new AssertionError("Not all links were made: " + answer.body());
        }
        return keys;
    }

    /** The JSON at a path; anything but 200 is an error. */
    public JsonNode json(String path, String... headers) {
        HttpResponse<String> answer = get(path, headers);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** Opens a stream of lines that lasts until it is closed. */
    public Stream<String> lines(String path, String... headers) {
        return exchange(request(path, headers).timeout(Duration.ofMinutes(5)).build(), BodyHandlers.ofLines())
                .body();
    }

    /** Whether a gateway answers there. */
    public boolean isUp() {
        try {
            return get("/openapi.json").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
        return exchange(
                request(path, headers).method(method, body).timeout(LIMIT).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
