package io.millrace.gateway.links;

import com.google.common.net.InetAddresses;
import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The host of a URL in its one spelling: lower case, punycode for other scripts, addresses in canonical form.
 *
 * <p>Source: the host parser of the WHATWG URL standard; other scripts by the JDK's IDNA 2003 instead of UTS 46.
 */
final class HostName {
    private static final String FORBIDDEN = " \"#%/:<>?@[\\]^`{|}";
    private static final int MAX_LENGTH = 253;

    private HostName() {}

    /**
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    static String normalise(String host) {
        if (host.startsWith("[")) {
            return ipv6(host);
        }
        String ascii = ascii(decode(host));
        int checked = ascii.endsWith(".") ? ascii.length() - 1 : ascii.length();
        if (checked == 0 || checked > MAX_LENGTH) {
            throw new IllegalArgumentException("The host name is missing or longer than 253 characters");
        }
        for (String label : ascii.substring(0, checked).split("\\.", -1)) {
            if (label.isEmpty() || label.length() > 63) {
                throw new IllegalArgumentException("A part of the host name is empty or longer than 63 characters");
            }
        }
        return Ipv4Literal.looksLike(ascii) ? Ipv4Literal.normalise(ascii) : ascii;
    }

    private static String ipv6(String host) {
        String literal = host.endsWith("]") ? host.substring(1, host.length() - 1) : "";
        if (literal.indexOf('%') >= 0 || !InetAddresses.isInetAddress(literal)) {
            throw new IllegalArgumentException("The host is not an IPv6 address: " + host);
        }
        InetAddress address = InetAddresses.forString(literal);
        return address instanceof Inet6Address
                ? "[" + InetAddresses.toAddrString(address) + "]"
                : "[::ffff:" + mapped(address.getAddress()) + "]";
    }

    private static String mapped(byte[] ipv4) {
        return Integer.toHexString((ipv4[0] & 255) << 8 | ipv4[1] & 255) + ":"
                + Integer.toHexString((ipv4[2] & 255) << 8 | ipv4[3] & 255);
    }

    private static String decode(String host) {
        if (host.indexOf('%') < 0) {
            return host;
        }
        ByteBuffer bytes = ByteBuffer.allocate(host.length() * 4);
        for (int i = 0; i < host.length(); ) {
            if (PercentEncoding.isEscape(host, i)) {
                bytes.put((byte) Integer.parseInt(host, i + 1, i + 3, 16));
                i += 3;
            } else {
                int character = host.codePointAt(i);
                bytes.put(Character.toString(character).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(character);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The host name is not UTF-8", e);
        }
    }

    private static String ascii(String host) {
        String ascii;
        try {
            ascii = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The host name cannot be written in ASCII (IDNA): " + host, e);
        }
        for (int i = 0; i < ascii.length(); i++) {
            char c = ascii.charAt(i);
            if (c <= ' ' || c >= 0x7f || FORBIDDEN.indexOf(c) >= 0) {
                throw new IllegalArgumentException("The host name has a character that is not allowed there");
            }
        }
        for (String label : ascii.split("\\.")) {
            if (label.startsWith("xn--") && IDN.toUnicode(label).equals(label)) {
                throw new IllegalArgumentException("The host name has an invalid international part: " + label);
            }
        }
        return ascii;
    }
}
