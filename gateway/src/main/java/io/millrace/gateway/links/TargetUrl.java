package io.millrace.gateway.links;

import io.millrace.contracts.links.Link;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a link leads, in the one spelling that all equivalent spellings share.
 *
 * <p>Source: the WHATWG URL standard, basic URL parser, for http and https. Stricter than the standard where a link could
 * deceive: control characters, user names and passwords are refused instead of passed over.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name in ASCII, or an address
 * @param port the port, or the scheme's own
 * @param rest path, query and fragment, in ASCII
 */
record TargetUrl(String scheme, String host, int port, String rest) {
    private static final Pattern PARTS = Pattern.compile(
            "([A-Za-z][A-Za-z0-9+.-]*):([/\\\\]*)([^/\\\\?#]*)([^?#]*)(\\?[^#]*)?(#.*)?", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*\\]|[^:]*)(?::([0-9]*))?");
    private static final Pattern DOT = Pattern.compile("\\.|%2[eE]");
    private static final Pattern DOUBLE_DOT = Pattern.compile("(\\.|%2[eE]){2}");

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    static TargetUrl parse(String input) {
        String text = input.strip();
        checkCharacters(text);
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("A target is a whole address that begins with http:// or https://");
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("A target begins with http:// or https://, not with " + scheme + ":");
        }
        String authority = parts.group(3);
        if (authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException("A target must not hold a user name or password");
        }
        Matcher hostAndPort = AUTHORITY.matcher(authority);
        if (!hostAndPort.matches()) {
            throw new IllegalArgumentException("The target's host or port cannot be understood");
        }
        TargetUrl url = new TargetUrl(
                scheme,
                HostName.normalise(hostAndPort.group(1)),
                port(hostAndPort.group(2), scheme),
                path(parts.group(4))
                        + encoded(parts.group(5), PercentEncoding.QUERY)
                        + encoded(parts.group(6), PercentEncoding.FRAGMENT));
        if (url.toString().length() > Link.MAX_TARGET_LENGTH) {
            throw tooLong();
        }
        return url;
    }

    private static void checkCharacters(String text) {
        if (text.length() > Link.MAX_TARGET_LENGTH) {
            throw tooLong();
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                throw new IllegalArgumentException("A target must not hold control characters");
            }
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (Character.isSurrogate(c) && !pair) {
                throw new IllegalArgumentException("A target must be well-formed Unicode");
            }
            i += pair ? 1 : 0;
        }
    }

    private static IllegalArgumentException tooLong() {
        return new IllegalArgumentException("A target has at most " + Link.MAX_TARGET_LENGTH + " characters");
    }

    private static int port(@Nullable String digits, String scheme) {
        int own = scheme.equals("http") ? 80 : 443;
        if (digits == null || digits.isEmpty()) {
            return own;
        }
        String number = digits.replaceFirst("^0+(?=.)", "");
        if (number.length() > 5 || Integer.parseInt(number) > 65_535) {
            throw new IllegalArgumentException("A port is a number of at most 65535");
        }
        return Integer.parseInt(number);
    }

    /** The path without {@code .} and {@code ..}, however they are spelled. */
    private static String path(String raw) {
        Deque<String> segments = new ArrayDeque<>();
        String[] parts = raw.replace('\\', '/').split("/", -1);
        for (int i = 1; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            if (DOUBLE_DOT.matcher(parts[i]).matches()) {
                segments.pollLast();
                if (last) {
                    segments.add("");
                }
            } else if (DOT.matcher(parts[i]).matches()) {
                if (last) {
                    segments.add("");
                }
            } else {
                segments.add(PercentEncoding.encode(parts[i], PercentEncoding.PATH));
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String encoded(@Nullable String part, String characters) {
        return part == null ? "" : part.charAt(0) + PercentEncoding.encode(part.substring(1), characters);
    }

    private boolean hasOwnPort() {
        return port == (scheme.equals("http") ? 80 : 443);
    }

    /** Whether both are served from the same place, so that a link from one to the other could go round for ever. */
    boolean hasServerOf(TargetUrl other) {
        boolean sameHost = name().equals(other.name()) || isLoopback() && other.isLoopback();
        return sameHost && (port == other.port || hasOwnPort() && other.hasOwnPort());
    }

    /** The host without the dot that marks a name as complete. */
    private String name() {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** Whether it is this machine; the unspecified address is one more way to it, and so are IPv4 addresses in IPv6. */
    private boolean isLoopback() {
        String name = name();
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.matches("127(\\.[0-9]+){3}")
                || name.equals("0.0.0.0")
                || name.equals("[::1]")
                || name.equals("[::]")
                || name.startsWith("[::ffff:7f")
                || name.equals("[::ffff:0:0]");
    }

    @Override
    public String toString() {
        return scheme + "://" + host + (hasOwnPort() ? "" : ":" + port) + rest;
    }
}
