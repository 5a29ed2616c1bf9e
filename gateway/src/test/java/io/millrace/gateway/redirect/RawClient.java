package io.millrace.gateway.redirect;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes bytes to a server and reads HTTP answers. */
public final class RawClient implements Closeable {
    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    public RawClient(int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(5_000);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** An answer. */
    public record Answer(int status, Map<String, String> headers, String body) {
        public @Nullable String location() {
            return headers.get("location");
        }

        /** What both ways of answering must agree on. */
        public String essence() {
            return status + " " + location();
        }
    }

    public RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1), 0, text.length());
    }

    public RawClient send(byte[] bytes, int from, int to) throws IOException {
        out.write(bytes, from, to - from);
        out.flush();
        return this;
    }

    /** Reads an answer; null when the server has closed the connection. */
    public @Nullable Answer read(boolean ofHead) throws IOException {
        String status = line();
        if (status == null) {
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = ofHead ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Answer(Integer.parseInt(status.substring(9, 12)), headers, body);
    }

    public Answer answer() throws IOException {
        Answer answer = read(false);
        if (answer == null) {
            throw new IOException("The server closed the connection");
        }
        return answer;
    }

    /** Whether something of an answer has come. */
    public boolean hasAnswer() throws IOException {
        return in.available() > 0;
    }

    /** Waits until something of an answer has come, or for that long. */
    public void awaitAnswer(Duration most) throws IOException {
        int before = socket.getSoTimeout();
        socket.setSoTimeout((int) most.toMillis());
        in.mark(1);
        try {
            if (in.read() >= 0) {
                in.reset();
            }
        } catch (SocketTimeoutException e) {
            // Nothing has come.
        } finally {
            socket.setSoTimeout(before);
        }
    }

    /** All that comes until the server closes the connection. */
    public String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
