package io.millrace.gateway.pastes;

import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The fields of a form as {@code application/x-www-form-urlencoded} (WHATWG URL, section 5.1), the last one of each name. */
final class FormFields {
    private final Map<String, String> fields = new HashMap<>();

    private FormFields() {}

    /** Reads a body; a problem if a field is not UTF-8. */
    static Map<String, String> parse(String body) {
        FormFields parsed = new FormFields();
        int start = 0;
        while (start <= body.length()) {
            int end = body.indexOf('&', start);
            end = end < 0 ? body.length() : end;
            int equals = body.indexOf('=', start);
            if (end > start) {
                int split = equals < 0 || equals > end ? end : equals;
                parsed.fields.put(decoded(body, start, split), decoded(body, Math.min(split + 1, end), end));
            }
            start = end + 1;
        }
        return parsed.fields;
    }

    private static String decoded(String text, int start, int end) {
        ByteBuffer bytes = ByteBuffer.wrap(text.substring(start, end).getBytes(StandardCharsets.UTF_8));
        ByteBuffer plain = ByteBuffer.allocate(bytes.remaining());
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            int escaped = b == '%' && bytes.remaining() >= 2 ? hex(bytes) : -1;
            if (escaped >= 0) {
                bytes.position(bytes.position() + 2);
                plain.put((byte) escaped);
            } else {
                plain.put(b == '+' ? (byte) ' ' : b);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(plain.flip()).toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Only text in UTF-8 is taken: a field of the form is not");
        }
    }

    private static int hex(ByteBuffer bytes) {
        int high = Character.digit(bytes.get(bytes.position()), 16);
        int low = Character.digit(bytes.get(bytes.position() + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
