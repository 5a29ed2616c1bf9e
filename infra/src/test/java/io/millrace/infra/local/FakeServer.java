package io.millrace.infra.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server as small as can be, in place of Kafka or Cassandra: answers "are you there" with "yes", and dies when told to. */
public final class FakeServer {
    static final String QUESTION = "are you there";
    static final String ANSWER = "yes";
    static final String LAST_WORDS = "out of paper";

    private FakeServer() {}

    /** Arguments: the port to listen on, and a file to write on leaving in an orderly way. */
    public static void main(String[] args) throws IOException {
        Path farewell = Path.of(args[1]);
        if (Files.exists(farewell.resolveSibling("broken"))) {
            System.out.println("the disk is full");
            System.exit(7);
        }
        try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]), 50, InetAddress.getLoopbackAddress())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> writeTo(farewell)));
            while (true) {
                serve(server);
            }
        }
    }

    private static void serve(ServerSocket server) throws IOException {
        try (Socket client = server.accept();
                var reader =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = reader.readLine();
            if (QUESTION.equals(line)) {
                client.getOutputStream().write((ANSWER + "\n").getBytes(StandardCharsets.US_ASCII));
            } else if (line != null) {
                System.out.println(LAST_WORDS);
                Runtime.getRuntime().halt(Integer.parseInt(line));
            }
        }
    }

    private static void writeTo(Path farewell) {
        try {
            Files.writeString(farewell, "flushed and closed");
        } catch (IOException e) {
            e.printStackTrace();
        }
    }
}
