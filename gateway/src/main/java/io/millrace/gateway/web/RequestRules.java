package io.millrace.gateway.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What makes a request one that only one thing can be meant by: one host, and a path whose parts are the same to whoever
 * decodes them, once or twice, here or in a proxy.
 *
 * <p>Sources: RFC 9112, sections 3.2 and 11; RFC 3986, sections 2.1 and 3.3.
 */
final class RequestRules {
    private static final Pattern ORIGIN = Pattern.compile("(?:https?://[^/?#]+)?(/[^?#]*|)(?:\\?.*)?");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._~%!$&'()*+,;=-]+(:[0-9]*)?|\\[[0-9A-Fa-f:.]+](:[0-9]*)?");
    private static final String NOT_IN_PATHS = "\"<>\\^`{|}[]";
    private static final String NOT_IN_QUERIES = "\"<>\\^`{|}[]#";

    private static final String NOT_HTTP = "The request is not HTTP/1.1";

    private RequestRules() {}

    /** Why the request is refused; null if it is not. */
    static @Nullable Problem problem(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return undecoded(request.decoderResult().cause());
        }
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return Problem.of(ProblemType.MALFORMED_REQUEST, NOT_HTTP);
        }
        String host = host(request);
        if (host != null) {
            return Problem.of(ProblemType.MALFORMED_REQUEST, host);
        }
        String path = path(request.uri());
        return path == null ? null : Problem.of(ProblemType.MALFORMED_REQUEST, path);
    }

    private static Problem undecoded(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Problem.of(ProblemType.URI_TOO_LONG, "The first line of a request is too long");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Problem.of(ProblemType.HEADERS_TOO_LARGE, "The headers of a request are too large together");
        }
        return Problem.of(ProblemType.MALFORMED_REQUEST, NOT_HTTP);
    }

    private static @Nullable String host(HttpRequest request) {
        HttpHeaders headers = request.headers();
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1) {
            return "The request names more than one Host";
        }
        if (hosts.isEmpty()) {
            return request.protocolVersion().equals(HttpVersion.HTTP_1_0) ? null : "The request names no Host";
        }
        return HOST.matcher(hosts.get(0)).matches() ? null : "The Host of the request is not one";
    }

    private static @Nullable String path(String uri) {
        var parts = ORIGIN.matcher(uri);
        if (!parts.matches()) {
            return "The target of the request is not a path that begins with /";
        }
        String path = parts.group(1);
        byte[] decoded = new byte[path.length()];
        int length = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            int b = c;
            if (c == '%') {
                b = escape(path, i);
                if (b < 0) {
                    return "The path has a % that is not followed by two hexadecimal digits";
                }
                if (b == 0 || b == '/') {
                    return "The path has an encoded NUL or slash";
                }
                i += 2;
            } else if (c <= ' ' || c >= 0x7f || NOT_IN_PATHS.indexOf(c) >= 0) {
                return "The path has a character that must be percent-encoded";
            }
            decoded[length++] = (byte) b;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded, 0, length))
                    .toString();
            for (String segment : text.split("/", -1)) {
                if (segment.equals(".") || segment.equals("..")) {
                    return "The path has a segment . or ..";
                }
            }
        } catch (CharacterCodingException e) {
            return "The path is not text in UTF-8";
        }
        return null;
    }

    /** The escaped byte; -1 if there is no escape. */
    private static int escape(String text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /**
     * The same target with a query that can be parsed. Browsers send characters in queries that RFC 3986 does not allow there,
     * and those who visit a link must not be turned away for what somebody appended to it.
     */
    static String repaired(String uri) {
        int query = uri.indexOf('?');
        if (query < 0 || isClean(uri, query)) {
            return uri;
        }
        StringBuilder repaired = new StringBuilder(uri.length() + 16).append(uri, 0, query + 1);
        for (int i = query + 1; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (isQuery(uri, i)) {
                repaired.append(c);
            } else {
                // Characters beyond ASCII are single bytes here, as the codec reads them.
                repaired.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return repaired.toString();
    }

    private static boolean isClean(String uri, int query) {
        for (int i = query + 1; i < uri.length(); i++) {
            if (!isQuery(uri, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isQuery(String uri, int at) {
        char c = uri.charAt(at);
        return c == '%' ? escape(uri, at) >= 0 : c > ' ' && c < 0x7f && NOT_IN_QUERIES.indexOf(c) < 0;
    }
}
