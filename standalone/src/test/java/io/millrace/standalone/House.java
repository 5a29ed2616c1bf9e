package io.millrace.standalone;

import io.millrace.infra.testing.SharedRuntime;
import io.millrace.standalone.testing.Client;
import io.millrace.standalone.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** All services in this JVM on the build's engines, with topics and tables of their own, as {@code ./millrace up} has them. */
final class House {
    /** The header of the owner {@code ada}. */
    static final String[] ADA = {"Authorization", "Bearer mr_ada"};

    private static House shared;

    private final Path home;
    private final int port = FreePort.find();
    private final Client client = new Client(port);
    private final String prefix = SharedRuntime.freshPrefix();
    private final String keyspace = SharedRuntime.freshKeyspace();
    private ConfigurableApplicationContext services;

    private House(Path home) {
        this.home = home;
        services = start();
    }

    /** The one of this JVM, because starting it takes some seconds. */
    static synchronized House shared() {
        if (shared == null) {
            try {
                Path home = Files.createTempDirectory("millrace-house-");
                shared = new House(home);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> shared.end(), "end-house"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    Client client() {
        return client;
    }

    int port() {
        return port;
    }

    <T> T bean(Class<T> type) {
        return services.getBean(type);
    }

    /** Stops all services in an orderly way and starts them again. */
    void restart() {
        services.close();
        services = start();
    }

    private void end() {
        services.close();
        FileSystemUtils.deleteRecursively(home.toFile());
    }

    private ConfigurableApplicationContext start() {
        List<String> settings = new ArrayList<>(List.of(
                "millrace.management.port=0",
                "millrace.topics.prefix=" + prefix,
                // No gateway beside this one whose edits could be on their way.
                "millrace.expiry.grace=0s",
                "millrace.cassandra.keyspace=" + keyspace,
                "millrace.visitors.trusted-proxies=127.0.0.1/32,::1/128",
                "millrace.api-keys." + sha256("mr_ada") + "=ada"));
        return Services.start(
                SharedRuntime.engines(),
                home,
                port,
                settings.stream().map(setting -> "--" + setting).toArray(String[]::new));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
