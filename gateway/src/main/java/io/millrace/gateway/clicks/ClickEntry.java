package io.millrace.gateway.clicks;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.clicks.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The form of a click in the journal, cheap to write: version, outcome, time, then key, owner, referrer, the visitor's
 * pseudonym, country, network and user agent. Texts are Latin-1 with their length before them, as they came over HTTP.
 */
final class ClickEntry {
    static final byte VERSION = 1;
    private static final int NULL = 0xffff;
    private static final Outcome[] OUTCOMES = {Outcome.REDIRECTED, Outcome.UNKNOWN, Outcome.READ};

    private ClickEntry() {}

    static void write(
            ByteBuffer buffer,
            long atMillis,
            Outcome outcome,
            String key,
            @Nullable OwnerId owner,
            @Nullable String referrer,
            VisitBytes visit) {
        buffer.put(VERSION).put((byte) outcome.ordinal()).putLong(atMillis);
        put(buffer, latin(key));
        put(buffer, owner == null ? null : latin(owner.value()));
        put(buffer, latin(referrer));
        visit.writeTo(buffer);
    }

    /** The outcome with that number in the journal. */
    static Outcome outcome(byte number) {
        return OUTCOMES[number];
    }

    /** The text as it came over HTTP, cut to what a click keeps of a header. */
    static byte @Nullable [] latin(@Nullable String text) {
        if (text == null) {
            return null;
        }
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length > Click.MAX_HEADER_LENGTH ? Arrays.copyOf(bytes, Click.MAX_HEADER_LENGTH) : bytes;
    }

    static void put(ByteBuffer buffer, byte @Nullable [] text) {
        if (text == null) {
            buffer.putShort((short) NULL);
        } else {
            buffer.putShort((short) text.length).put(text);
        }
    }

    /** The length of the text there, -1 for none; the text follows. */
    static int textLength(ByteBuffer buffer) {
        int length = buffer.getShort() & NULL;
        return length == NULL ? -1 : length;
    }
}
