package io.millrace.standalone.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that sends a request and reads the answer's status and body. It does as little as it can, so that the load leaves the machine to what is measured. Not thread-safe.
 */
public final class KeepAliveConnection implements Closeable {
    /** A status code and the body that came with it. */
    public record Answer(int status, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(10).toMillis();

    private final Socket socket;
    private final InputStream in;
    private final byte[] line = new byte[16 * 1024];

    /**
     * Connects.
     *
     * @throws IOException if the server cannot be reached in 10 s
     */
    public KeepAliveConnection(InetSocketAddress server) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(server, TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 8 * 1024);
    }

    /**
     * Sends the request and reads the whole answer.
     *
     * @return the answer's status code and body
     * @throws IOException if the connection broke before the answer was whole
     */
    public Answer exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        String statusLine = readLine();
        int status = Integer.parseInt(statusLine.substring(9, 12));
        int length = 0;
        boolean chunked = false;
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            int colon = header.indexOf(':');
            String name = header.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
            if (name.equals("content-length")) {
                length = Integer.parseInt(header.substring(colon + 1).trim());
            } else if (name.equals("transfer-encoding")) {
                chunked = true;
            }
        }
        return new Answer(status, chunked ? readChunks() : readExactly(length));
    }

    private byte[] readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(readLine().trim(), 16);
            body.write(readExactly(length));
            readLine();
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private byte[] readExactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The server closed the connection");
        }
        return bytes;
    }

    private String readLine() throws IOException {
        int length = 0;
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("The server closed the connection");
            }
            if (b == '\n') {
                break;
            }
            if (length == line.length) {
                throw new IOException("A header line of more than " + line.length + " bytes");
            }
            line[length++] = (byte) b;
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
