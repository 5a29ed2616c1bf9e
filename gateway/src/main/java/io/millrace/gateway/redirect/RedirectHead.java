package io.millrace.gateway.redirect;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The head of a redirect up to the address, made anew each second because of its date. Thread-safe. */
final class RedirectHead {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private volatile Second current = new Second(Long.MIN_VALUE, new byte[0]);

    private record Second(long number, byte[] head) {}

    byte[] at(long millis) {
        long number = millis / 1000;
        Second second = current;
        if (second.number() != number) {
            second = new Second(number, head(number));
            current = second;
        }
        return second.head();
    }

    private static byte[] head(long second) {
        return ("HTTP/1.1 302 Found\r\nDate: " + DATE.format(Instant.ofEpochSecond(second))
                        + "\r\nCache-Control: private, no-store\r\nContent-Length: 0\r\nLocation: ")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
