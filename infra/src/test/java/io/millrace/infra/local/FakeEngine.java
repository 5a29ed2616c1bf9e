package io.millrace.infra.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@link FakeServer} as an engine, started by the very command that starts the real ones. */
final class FakeEngine implements Engine {
    private final Path directory;
    private final int port;
    private volatile boolean diskFull;

    FakeEngine(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Lets the next preparation fail. */
    void fillDisk() {
        diskFull = true;
    }

    /** Lets every start from now on end at once. */
    void breakIt() throws IOException {
        Files.writeString(directory.resolve("broken"), "");
    }

    /** Tells the server to die. */
    void die(int exitValue) throws IOException {
        ask(Integer.toString(exitValue));
    }

    boolean leftInOrder() {
        return Files.exists(farewell());
    }

    private Path farewell() {
        return directory.resolve("farewell");
    }

    @Override
    public String name() {
        return "Fake";
    }

    @Override
    public Path log() {
        return directory.resolve("fake.log");
    }

    @Override
    public boolean isNew() {
        return false;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void prepare() throws IOException {
        if (diskFull) {
            diskFull = false;
            throw new IOException("No space left on device");
        }
    }

    @Override
    public List<String> command() {
        return JavaCommand.child(
                JavaHome.current(),
                List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                System.getProperty("java.class.path"),
                List.of(
                        FakeServer.class.getName(),
                        Integer.toString(port),
                        farewell().toString()));
    }

    @Override
    public boolean answers() {
        try {
            return FakeServer.ANSWER.equals(ask(FakeServer.QUESTION));
        } catch (IOException e) {
            return false;
        }
    }

    private String ask(String line) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
