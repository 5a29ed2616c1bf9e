package io.millrace.gateway.redirect;

/** What a request's head is read with: bytes that are characters, compared in place. */
final class Ascii {
    private static final boolean[] TOKEN = tokenCharacters();

    private Ascii() {}

    /** Whether it can be in a key. */
    static boolean isKey(byte c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    /** Whether it can be in the name of a header (RFC 9110, section 5.6.2). */
    static boolean isToken(byte c) {
        return c >= 0 && TOKEN[c];
    }

    /** Whether the bytes from there up to the end begin with this. */
    static boolean starts(byte[] b, int from, int end, String expected) {
        int length = expected.length();
        for (int i = 0; i < length; i++) {
            if (from + i >= end || b[from + i] != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the bytes from there are this, in letters of whatever case. */
    static boolean is(byte[] b, int start, String lowerCase) {
        for (int i = 0; i < lowerCase.length(); i++) {
            if (lower(b[start + i]) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The same. */
    static boolean is(byte[] b, int start, byte[] lowerCase) {
        for (int i = 0; i < lowerCase.length; i++) {
            if (lower(b[start + i]) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }

    private static boolean[] tokenCharacters() {
        boolean[] token = new boolean[128];
        for (int c = '!'; c < 0x7f; c++) {
            token[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
        return token;
    }
}
