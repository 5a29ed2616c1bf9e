package io.millrace.gateway.links;

import java.util.Locale;

/**
 * IPv4 addresses as URLs may spell them: one to four numbers, each decimal, octal or hexadecimal, the last of which fills the
 * rest. {@code 0x7f.1} is 127.0.0.1.
 *
 * <p>Source: the IPv4 parser of the WHATWG URL standard.
 */
final class Ipv4Literal {
    private Ipv4Literal() {}

    /** Whether a host must be an IPv4 address: its last part is a number. */
    static boolean looksLike(String host) {
        String[] parts = parts(host);
        String last = parts[parts.length - 1];
        return !last.isEmpty()
                && (last.chars().allMatch(c -> c >= '0' && c <= '9')
                        || last.toLowerCase(Locale.ROOT).matches("0x[0-9a-f]*"));
    }

    /**
     * The address in the usual form.
     *
     * @throws IllegalArgumentException if it is none
     */
    static String normalise(String host) {
        String[] parts = parts(host);
        if (parts.length > 4) {
            throw invalid(host);
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            long number = number(parts[i], host);
            boolean last = i == parts.length - 1;
            long limit = last ? 1L << 8 * (5 - parts.length) : 256;
            if (number >= limit) {
                throw invalid(host);
            }
            address += last ? number : number << 8 * (3 - i);
        }
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    private static String[] parts(String host) {
        return (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).split("\\.", -1);
    }

    private static long number(String part, String host) {
        try {
            if (part.matches("0[xX][0-9A-Fa-f]*")) {
                return part.length() == 2 ? 0 : Long.parseLong(part.substring(2), 16);
            }
            return part.length() > 1 && part.startsWith("0") ? Long.parseLong(part, 8) : Long.parseLong(part);
        } catch (NumberFormatException e) {
            throw invalid(host);
        }
    }

    private static IllegalArgumentException invalid(String host) {
        return new IllegalArgumentException("The host ends in a number but is not an IPv4 address: " + host);
    }
}
