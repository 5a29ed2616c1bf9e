package io.millrace.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Texts as people paste them: pieces of a server's log. Each begins with a line that no other one has, and the line tells which
 * body follows it, so a text that is read can be told to be what was written. {@code pastes.lua} makes the same.
 */
final class SampleTexts {
    private static final int BODIES = 256;
    private static final String FIRST_LINE = "paste %04d-%02d-%010d\n";
    private static final int FIRST_LINE_LENGTH = FIRST_LINE.formatted(0, 0, 0).length();
    private static final List<String> LEVELS = List.of("INFO ", "INFO ", "INFO ", "DEBUG", "WARN ");
    private static final List<String> EVENTS = List.of(
            "o.a.k.c.NetworkClient - Node %2$d disconnected after %3$d ms, will reconnect to broker-%2$d.internal:9092",
            "c.example.orders.OrderService - order %1$016x of customer %3$d accepted, total %2$d.%3$02d EUR",
            "c.example.web.AccessLog - GET /api/v2/orders/%1$016x?expand=items \"curl/8.5.0\" 200 %3$d bytes in %2$d ms",
            "c.example.payments.Gateway - authorisation %1$x declined: {\"code\":\"%3$d\",\"reason\":\"limit\",\"retry\":false}",
            "\tat com.example.orders.Basket.lambda$total$%2$d(Basket.java:%3$d)");

    private final List<byte[]> bodies = new ArrayList<>();

    /** @param size of each text, in bytes */
    SampleTexts(int size) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < BODIES; i++) {
            bodies.add(body(size - FIRST_LINE_LENGTH, random));
        }
    }

    private static byte[] body(int size, SplittableRandom random) {
        StringBuilder log = new StringBuilder(size + 200);
        int millis = 0;
        while (log.length() < size) {
            millis += random.nextInt(500);
            log.append("2026-03-14T09:%02d:%02d.%03dZ "
                            .formatted(millis / 60_000 % 60, millis / 1_000 % 60, millis % 1_000))
                    .append(LEVELS.get(random.nextInt(LEVELS.size())))
                    .append(" [worker-%d] ".formatted(random.nextInt(16)))
                    .append(EVENTS.get(random.nextInt(EVENTS.size()))
                            .formatted(random.nextLong(), random.nextInt(1, 200), random.nextInt(1, 10_000)))
                    .append('\n');
        }
        return Arrays.copyOf(log.toString().getBytes(StandardCharsets.US_ASCII), size);
    }

    /** Writes all bodies to a file, one after the other, and says how long each is. */
    int write(Path file) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        bodies.forEach(all::writeBytes);
        Files.write(file, all.toByteArray());
        return bodies.get(0).length;
    }

    /** The n-th text of this program, as a run of wrk with the number 0 would make it. */
    byte[] text(int n) {
        return joined(FIRST_LINE.formatted(0, 0, n).getBytes(StandardCharsets.US_ASCII), n);
    }

    /** The first line of a text that is one of these to the last byte; null if it is not. */
    @Nullable
    String recognized(byte[] text) {
        if (text.length < FIRST_LINE_LENGTH) {
            return null;
        }
        byte[] firstLine = Arrays.copyOf(text, FIRST_LINE_LENGTH);
        String line = new String(firstLine, StandardCharsets.US_ASCII);
        if (!line.matches("paste \\d{4}-\\d{2}-\\d{10}\n")) {
            return null;
        }
        long n = Long.parseLong(line.substring(line.lastIndexOf('-') + 1).strip());
        return Arrays.equals(text, joined(firstLine, n)) ? line : null;
    }

    private byte[] joined(byte[] firstLine, long n) {
        byte[] body = bodies.get((int) (n % BODIES));
        byte[] text = Arrays.copyOf(firstLine, firstLine.length + body.length);
        System.arraycopy(body, 0, text, firstLine.length, body.length);
        return text;
    }
}
