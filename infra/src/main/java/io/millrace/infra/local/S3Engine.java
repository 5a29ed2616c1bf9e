package io.millrace.infra.local;

import io.millrace.infra.S3Server;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** An S3 server (S3Proxy) over a directory. */
final class S3Engine implements Engine {
    /** For this machine only: the server listens on its loopback address. */
    private static final String ACCESS_KEY = "millrace";

    private static final String SECRET_KEY = "millrace-local";

    private static final int REQUEST_MILLIS = 3_000;

    private final Path directory;
    private final Path log;
    private final int port;

    S3Engine(LocalSettings settings, Ports ports) {
        this.directory = settings.home().resolve("s3");
        this.log = settings.logs().resolve("s3.log");
        this.port = ports.of("s3", 0);
    }

    /** Where clients find it. */
    S3Server server() {
        return S3Server.at(address(), ACCESS_KEY, SECRET_KEY);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public String name() {
        return "S3";
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean isNew() {
        return !Files.exists(data());
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(data());
        Properties properties = new Properties();
        properties.setProperty("s3proxy.endpoint", address().toString());
        properties.setProperty("s3proxy.authorization", "aws-v2-or-v4");
        properties.setProperty("s3proxy.identity", ACCESS_KEY);
        properties.setProperty("s3proxy.credential", SECRET_KEY);
        // Newer clients send headers that it does not know and need not obey.
        properties.setProperty("s3proxy.ignore-unknown-headers", "true");
        properties.setProperty("jclouds.provider", "filesystem-nio2");
        properties.setProperty("jclouds.identity", "local");
        properties.setProperty("jclouds.credential", "local");
        properties.setProperty("jclouds.filesystem.basedir", data().toString());
        try (var writer = Files.newBufferedWriter(configuration())) {
            properties.store(writer, "Written at every start");
        }
    }

    @Override
    public List<String> command() {
        return JavaCommand.child(
                JavaHome.current(),
                List.of(
                        "-Xms32m",
                        "-Xmx192m",
                        "-XX:+UseG1GC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Djava.awt.headless=true",
                        "-DLOG_LEVEL=warn"),
                ClassPaths.of("s3proxy"),
                List.of("org.gaul.s3proxy.Main", "--properties", configuration().toString()));
    }

    /** It asks for a signature, which only a server that is ready does. */
    @Override
    public boolean answers() {
        try {
            HttpURLConnection request = (HttpURLConnection) address().toURL().openConnection();
            request.setConnectTimeout(REQUEST_MILLIS);
            request.setReadTimeout(REQUEST_MILLIS);
            return request.getResponseCode() == HttpURLConnection.HTTP_FORBIDDEN;
        } catch (IOException e) {
            return false;
        }
    }

    private Path configuration() {
        return directory.resolve("s3proxy.properties");
    }

    private Path data() {
        return directory.resolve("data");
    }
}
