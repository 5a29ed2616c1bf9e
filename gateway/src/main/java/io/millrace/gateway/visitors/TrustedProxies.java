package io.millrace.gateway.visitors;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the client's address behind proxies. {@code X-Forwarded-For} is believed only as far as it was written by the
 * proxies that the operator named: from its end, up to the first address that is not one of them.
 */
final class TrustedProxies {
    private static final int MAX_HOPS = 16;

    private final List<Network> networks;

    TrustedProxies(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    boolean contains(InetAddress address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The client's address.
     *
     * @param peer who opened the connection
     * @param forwardedFor the values of {@code X-Forwarded-For} joined by commas; null if there is none
     */
    InetAddress client(InetAddress peer, @Nullable String forwardedFor) {
        InetAddress client = peer;
        String rest = forwardedFor;
        for (int hop = 0; hop < MAX_HOPS && rest != null && contains(client); hop++) {
            int comma = rest.lastIndexOf(',');
            String last = rest.substring(comma + 1).trim();
            if (!InetAddresses.isInetAddress(last)) {
                return client;
            }
            client = InetAddresses.forString(last);
            rest = comma < 0 ? null : rest.substring(0, comma);
        }
        return client;
    }
}
