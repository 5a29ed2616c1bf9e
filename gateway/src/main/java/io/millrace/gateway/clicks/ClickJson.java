package io.millrace.gateway.clicks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes the JSON of a click straight from its journal entry, without a {@code Click} between; what the codec of the
 * contracts reads is the same. For one thread.
 */
final class ClickJson {
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final byte[] JOURNAL = ascii("{\"id\":{\"journal\":\"");
    private static final byte[] POSITION = ascii("\",\"position\":");
    private static final byte[] AT = ascii("},\"at\":\"");
    private static final byte[] KEY = ascii("\",\"key\":");
    private static final byte[] OWNER = ascii(",\"owner\":");
    private static final byte[][] OUTCOMES = {
        ascii(",\"outcome\":\"redirected\""), ascii(",\"outcome\":\"unknown\""), ascii(",\"outcome\":\"read\"")
    };
    private static final byte[] COUNTRY = ascii(",\"country\":");
    private static final byte[] NETWORK = ascii(",\"network\":");
    private static final byte[] VISITOR = ascii(",\"visitor\":");
    private static final byte[] USER_AGENT = ascii(",\"userAgent\":");
    private static final byte[] REFERRER = ascii(",\"referrer\":");

    /** Room for five texts of which every character is escaped to six. */
    private final byte[] json = new byte[20 * 1024];

    private int length;
    private byte[] key = {};
    private byte[] at = {};
    private byte[] id = {};
    private long atMillis = Long.MIN_VALUE;
    private byte[] journalAscii = {};
    private String journal = "";

    /** Reads the entry. */
    void read(byte[] entry, int entryLength, String journalName, long position) {
        ByteBuffer in = ByteBuffer.wrap(entry, 0, entryLength);
        byte version = in.get();
        if (version != ClickEntry.VERSION) {
            throw new IllegalArgumentException("A journal entry of a version that is not known: " + version);
        }
        int outcome = in.get();
        time(in.getLong());
        name(journalName, position);
        key = text(in);
        int owner = in.position();
        int referrer = skip(in);
        skip(in);
        long visitor = in.getLong();
        int country = in.position();
        int network = skip(in);
        int agent = skip(in);

        length = 0;
        put(JOURNAL);
        put(journalAscii);
        put(POSITION);
        put(Long.toString(position));
        put(AT);
        put(at);
        put(KEY);
        quote(key, 0, key.length);
        field(OWNER, entry, owner);
        put(OUTCOMES[outcome]);
        field(COUNTRY, entry, country);
        field(NETWORK, entry, network);
        put(VISITOR);
        put(Long.toString(visitor));
        field(USER_AGENT, entry, agent);
        field(REFERRER, entry, referrer);
        json[length++] = '}';
    }

    /** The click as JSON. */
    byte[] value() {
        return Arrays.copyOf(json, length);
    }

    /** The link's key. */
    byte[] key() {
        return key;
    }

    /** The time of the click in ISO 8601; not to be written to. */
    byte[] at() {
        return at;
    }

    long atMillis() {
        return atMillis;
    }

    /** The click's id as text. */
    byte[] id() {
        return id;
    }

    private void time(long millis) {
        if (millis != atMillis) {
            atMillis = millis;
            at = ascii(Instant.ofEpochMilli(millis).toString());
        }
    }

    private void name(String journalName, long position) {
        if (!journalName.equals(journal)) {
            journal = journalName;
            journalAscii = ascii(journalName);
        }
        id = ascii(journalName + "/" + position);
    }

    private static byte[] text(ByteBuffer in) {
        byte[] text = new byte[Math.max(0, ClickEntry.textLength(in))];
        in.get(text);
        return text;
    }

    /** Passes a text and returns where the next one begins. */
    private static int skip(ByteBuffer in) {
        int textLength = ClickEntry.textLength(in);
        return in.position(in.position() + Math.max(0, textLength)).position();
    }

    private void field(byte[] name, byte[] entry, int offset) {
        int textLength = (entry[offset] & 0xff) << 8 | entry[offset + 1] & 0xff;
        if (textLength != 0xffff) {
            put(name);
            quote(entry, offset + 2, textLength);
        }
    }

    private void quote(byte[] text, int offset, int textLength) {
        byte[] out = json;
        int at = length;
        out[at++] = '"';
        for (int i = offset; i < offset + textLength; i++) {
            int c = text[i] & 0xff;
            if (c >= 0x80) {
                out[at++] = (byte) (0xc0 | c >> 6);
                out[at++] = (byte) (0x80 | c & 0x3f);
            } else if (c == '"' || c == '\\') {
                out[at++] = '\\';
                out[at++] = (byte) c;
            } else if (c < ' ') {
                out[at++] = '\\';
                out[at++] = 'u';
                out[at++] = '0';
                out[at++] = '0';
                out[at++] = HEX[c >> 4];
                out[at++] = HEX[c & 15];
            } else {
                out[at++] = (byte) c;
            }
        }
        out[at++] = '"';
        length = at;
    }

    private void put(byte[] bytes) {
        System.arraycopy(bytes, 0, json, length, bytes.length);
        length += bytes.length;
    }

    @SuppressWarnings("deprecation") // The digits are ASCII; this copies them without a step between.
    private void put(String digits) {
        digits.getBytes(0, digits.length(), json, length);
        length += digits.length();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
