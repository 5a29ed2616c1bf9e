package io.millrace.gateway.links;

import java.nio.charset.StandardCharsets;

/** Percent-encoding as the WHATWG URL standard has it: each part of a URL has characters of its own to escape. */
final class PercentEncoding {
    static final String PATH = " \"#<>?`{}^";
    static final String QUERY = " \"#<>'";
    static final String FRAGMENT = " \"<>`";

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentEncoding() {}

    /** The text with those characters, controls and all that is not ASCII escaped; escapes stay as they are. */
    static String encode(String text, String characters) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (character > ' ' && character < 0x7f && characters.indexOf(character) < 0) {
                encoded.append((char) character);
            } else {
                for (byte b : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%').append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
                }
            }
            i += Character.charCount(character);
        }
        return encoded.toString();
    }

    /** Whether an escape of two hexadecimal digits stands there. */
    static boolean isEscape(String text, int at) {
        return text.charAt(at) == '%'
                && at + 2 < text.length()
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }
}
