package io.millrace.gateway.links;

import io.millrace.contracts.event.Json;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.gateway.GatewayMain;
import io.millrace.gateway.log.LinksListener;
import io.millrace.gateway.log.PastesListener;
import io.millrace.gateway.log.PostsListener;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.storage.links.IndexChange;
import io.millrace.storage.links.LinkIndexWrites;
import io.millrace.storage.links.LinkWrites;
import io.millrace.storage.pastes.PasteRevisions;
import io.millrace.storage.pastes.PasteTerms;
import io.millrace.storage.pastes.PasteWrites;
import io.millrace.storage.posts.PostWrites;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Two gateways that share a real broker and a real database, started once for all tests of the gateway's API. The second one also
 * does what ingest does for links, pastes and posts, so the view lags behind the log by the way over the broker.
 */
public final class Gateways {
    public static final String PUBLIC_URL = "https://mill.example";

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final String KEYSPACE = SharedRuntime.freshKeyspace();
    private static final String PREFIX = SharedRuntime.freshPrefix();

    /** Where all gateways keep the bytes of long pastes. */
    public static final Path BLOBS = temporary("blobs");

    /** Where links are made unless a test says otherwise. */
    public static final Gateway FIRST = start(GatewayMain.class);

    public static final Gateway SECOND =
            start(GatewayMain.class, Projecting.class, ProjectingPastes.class, ProjectingPosts.class);

    private Gateways() {}

    /**
     * Puts links into the view as the log tells of them; bulk uploads are nobody's to list. Not annotated as a configuration, or
     * every gateway would take it in.
     */
    static class Projecting {
        @Bean
        LinksListener testProjection(LinkWrites writes, LinkIndexWrites index) {
            return event -> event.accept(new LinkEvent.Handler<Mono<Void>>() {
                        @Override
                        public Mono<Void> created(LinkEvent.LinkCreated created) {
                            return put(created.link());
                        }

                        @Override
                        public Mono<Void> edited(LinkEvent.LinkEdited edited) {
                            return put(edited.link());
                        }

                        private Mono<Void> put(Link link) {
                            return link.owner().value().equals("bulk")
                                    ? Mono.empty()
                                    : writes.put(link)
                                            .then(index.apply(
                                                    IndexChange.has(link).toList()));
                        }

                        @Override
                        public Mono<Void> deleted(LinkEvent.LinkDeleted deleted) {
                            return writes.delete(deleted.link(), deleted.deletedAt())
                                    .then(index.apply(
                                            IndexChange.gone(deleted.link()).toList()));
                        }
                    })
                    .subscribe();
        }
    }

    /** The same for pastes. */
    static class ProjectingPastes {
        @Bean
        PastesListener testPastesProjection(PasteWrites writes, PasteRevisions revisions, LinkIndexWrites index) {
            return event -> event.accept(new PasteEvent.Handler<Mono<Void>>() {
                        @Override
                        public Mono<Void> created(PasteEvent.PasteCreated created) {
                            return put(created.paste(), created.paste().createdAt());
                        }

                        @Override
                        public Mono<Void> edited(PasteEvent.PasteEdited edited) {
                            return put(edited.paste(), edited.editedAt());
                        }

                        private Mono<Void> put(Paste paste, Instant at) {
                            return writes.put(paste)
                                    .then(revisions.put(paste, at))
                                    .then(index.apply(List.of(PasteTerms.listed(paste))));
                        }

                        @Override
                        public Mono<Void> deleted(PasteEvent.PasteDeleted deleted) {
                            return writes.delete(deleted.paste(), deleted.deletedAt())
                                    .then(revisions.removeAll(deleted.paste()))
                                    .then(index.apply(List.of(PasteTerms.gone(deleted.paste()))));
                        }
                    })
                    .subscribe();
        }
    }

    /** The same for posts. */
    static class ProjectingPosts {
        @Bean
        PostsListener testPostsProjection(PostWrites writes) {
            return event -> event.accept(new PostEvent.Handler<Mono<Void>>() {
                        @Override
                        public Mono<Void> created(PostEvent.PostCreated created) {
                            return writes.put(created.post());
                        }

                        @Override
                        public Mono<Void> edited(PostEvent.PostEdited edited) {
                            return writes.put(edited.post());
                        }

                        @Override
                        public Mono<Void> deleted(PostEvent.PostDeleted deleted) {
                            return writes.delete(deleted.post(), deleted.at());
                        }
                    })
                    .subscribe();
        }
    }

    /** A running gateway. */
    public record Gateway(ConfigurableApplicationContext context) {
        public int port(String which) {
            return context.getEnvironment().getRequiredProperty("local." + which + ".port", Integer.class);
        }

        public Call call(String method, String path) {
            return new Call(port("server"), method, path, List.of(), BodyPublishers.noBody());
        }

        public <T> T bean(Class<T> type) {
            return context.getBean(type);
        }
    }

    /** A request that is put together and sent. */
    public record Call(int port, String method, String path, List<String> headers, HttpRequest.BodyPublisher body) {
        public Call header(String name, String value) {
            List<String> more = new ArrayList<>(headers);
            more.add(name);
            more.add(value);
            return new Call(port, method, path, more, body);
        }

        /** As this owner. */
        public Call as(String owner) {
            return header("Authorization", "Bearer mr_" + owner);
        }

        public Call json(String json) {
            return body("application/json", json.replace('\'', '"'));
        }

        public Call body(String type, String text) {
            return new Call(port, method, path, headers, BodyPublishers.ofString(text)).header("Content-Type", type);
        }

        public Call bytes(String type, byte[] bytes) {
            return new Call(port, method, path, headers, BodyPublishers.ofByteArray(bytes))
                    .header("Content-Type", type);
        }

        public Answer send() {
            return new Answer(sendLater().join());
        }

        public CompletableFuture<HttpResponse<byte[]>> sendLater() {
            return HTTP.sendAsync(request(), BodyHandlers.ofByteArray());
        }

        /** Sends it, and closes the connection when the status is there: some answers have no end. */
        public int status() {
            HttpResponse<java.io.InputStream> answer =
                    HTTP.sendAsync(request(), BodyHandlers.ofInputStream()).join();
            try {
                answer.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return answer.statusCode();
        }

        private HttpRequest request() {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .timeout(Duration.ofSeconds(60))
                    .method(method, body);
            if (!headers.isEmpty()) {
                request.headers(headers.toArray(String[]::new));
            }
            return request.build();
        }
    }

    /** What was answered. */
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return Json.MAPPER.readTree(response.body());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The problem's kind; nothing if it is none. */
        public String problem() {
            return header("Content-Type").equals("application/problem+json")
                    ? json().get("type").stringValue().replace("/problems/", "")
                    : "";
        }
    }

    /** One more. None is closed before the JVM ends: they share the threads of their servers. */
    public static Gateway another() {
        return start(GatewayMain.class);
    }

    private static Gateway start(Class<?>... modules) {
        return start(Map.of(), modules);
    }

    /** One more gateway, with settings of its own. */
    public static Gateway start(Map<String, String> settings) {
        return start(settings, GatewayMain.class);
    }

    private static Gateway start(Map<String, String> settings, Class<?>... modules) {
        Path home = temporary("gateway");
        return new Gateway(new SpringApplicationBuilder(modules)
                .properties(Map.<String, Object>copyOf(settings))
                .properties(Map.ofEntries(
                        Map.entry("spring.main.banner-mode", "off"),
                        Map.entry("server.port", "0"),
                        Map.entry("millrace.management.port", "0"),
                        Map.entry("millrace.home", home.toString()),
                        Map.entry("millrace.blobs.directory", BLOBS.toString()),
                        Map.entry("millrace.public-url", PUBLIC_URL),
                        Map.entry("millrace.keys.secret", "00112233445566778899aabbccddeeff"),
                        Map.entry(
                                "millrace.kafka.bootstrap-servers",
                                SharedRuntime.engines().kafka()),
                        Map.entry("millrace.topics.prefix", PREFIX),
                        Map.entry(
                                "millrace.cassandra.contact-points",
                                SharedRuntime.engines().cassandra()),
                        Map.entry("millrace.cassandra.keyspace", KEYSPACE),
                        Map.entry("millrace.clicks.journal", "false"),
                        Map.entry("millrace.feed.poll-wait", "3s"),
                        Map.entry("millrace.anonymous", "true"),
                        Map.entry("millrace.admins", "default,chief"),
                        Map.entry("millrace.api-keys." + sha256("mr_alice"), "alice"),
                        Map.entry("millrace.api-keys." + sha256("mr_bob"), "bob"),
                        Map.entry("millrace.api-keys." + sha256("mr_chief"), "chief"),
                        Map.entry("millrace.api-keys." + sha256("mr_stranger"), "stranger"),
                        Map.entry("millrace.api-keys." + sha256("mr_bulk"), "bulk"),
                        Map.entry("millrace.api-keys." + sha256("mr_lister"), "lister")))
                .run());
    }

    private static Path temporary(String name) {
        try {
            Path directory = Files.createTempDirectory(name);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path home) {
        try (var files = Files.walk(home)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // It is in the directory of temporary files.
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
