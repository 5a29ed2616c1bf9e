package io.millrace.gateway.pastes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a stream of bytes is text: UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF) without
 * NUL. Characters may be cut anywhere between two pieces. For one stream.
 */
final class Utf8Check {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private long passed;
    /** How many bytes of a character are still to come, and what the next one may be. */
    private int pending;

    private int lowest = 0x80;
    private int highest = 0xbf;

    /**
     * Takes in what remains of the buffer, which is left as it was.
     *
     * @return why the stream is not text; null if it may still be
     */
    @Nullable
    String update(ByteBuffer given) {
        ByteBuffer bytes = given.duplicate().order(ByteOrder.nativeOrder());
        int start = bytes.position();
        int end = bytes.limit();
        int at = start;
        while (at < end) {
            if (pending == 0) {
                at = plain(bytes, at, end);
                if (at == end) {
                    break;
                }
            }
            int b = bytes.get(at) & 0xff;
            if (b == 0) {
                return "byte " + (passed + at - start) + " is NUL, which texts do not have";
            }
            if (!take(b)) {
                return "byte " + (passed + at - start) + " is not UTF-8";
            }
            at++;
        }
        passed += end - start;
        return null;
    }

    /** Passes ASCII, eight bytes at a time: a zero byte borrows into its own high bit, others keep it clear. */
    private static int plain(ByteBuffer bytes, int from, int end) {
        int at = from;
        while (end - at >= Long.BYTES) {
            long word = bytes.getLong(at);
            if (((word | word - ONES) & HIGH_BITS) != 0) {
                break;
            }
            at += Long.BYTES;
        }
        return at;
    }

    private boolean take(int b) {
        if (pending > 0) {
            boolean fits = b >= lowest && b <= highest;
            pending--;
            lowest = 0x80;
            highest = 0xbf;
            return fits;
        }
        if (b < 0x80) {
            return true;
        }
        if (b < 0xc2 || b > 0xf4) {
            return false;
        }
        pending = b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
        lowest = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
        highest = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
        return true;
    }

    /** Why what was taken in is not a whole text; null if it is. */
    @Nullable
    String end() {
        return pending == 0 ? null : "the last character is cut off after byte " + (passed - 1);
    }
}
