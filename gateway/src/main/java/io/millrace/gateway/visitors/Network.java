package io.millrace.gateway.visitors;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A block of addresses, for example {@code 192.0.2.0/24}.
 *
 * @param address any address of the block
 * @param bits how many leading bits its addresses share
 */
record Network(InetAddress address, int bits) {
    private static final int CLIENT_BITS_V4 = 24;
    private static final int CLIENT_BITS_V6 = 48;

    Network {
        if (bits < 0 || bits > 8 * address.getAddress().length) {
            throw new IllegalArgumentException("A network's prefix is 0 to 32 bits (IPv4) or 128 bits (IPv6): " + bits);
        }
    }

    /**
     * Reads {@code address/bits}, or a lone address.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!InetAddresses.isInetAddress(address)) {
            throw new IllegalArgumentException("Not an address or a block like 10.0.0.0/8: " + text);
        }
        InetAddress parsed = InetAddresses.forString(address);
        int all = 8 * parsed.getAddress().length;
        try {
            return new Network(parsed, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Not an address or a block like 10.0.0.0/8: " + text, e);
        }
    }

    /** The block in which a visitor's address is forgotten. */
    static Network around(InetAddress visitor) {
        return new Network(visitor, visitor.getAddress().length == 4 ? CLIENT_BITS_V4 : CLIENT_BITS_V6);
    }

    boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int i = 0; i < bits; i += 8) {
            int mask = bits - i >= 8 ? 0xff : 0xff << 8 - (bits - i) & 0xff;
            if ((mine[i / 8] & mask) != (theirs[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        byte[] first = address.getAddress();
        for (int i = 0; i < first.length; i++) {
            int kept = Math.max(0, Math.min(8, bits - 8 * i));
            first[i] &= (byte) (0xff << 8 - kept);
        }
        try {
            return InetAddresses.toAddrString(InetAddress.getByAddress(first)) + "/" + bits;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
