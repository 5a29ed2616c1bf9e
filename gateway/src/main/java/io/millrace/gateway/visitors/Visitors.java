package io.millrace.gateway.visitors;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Turns what a request says about its sender into what Millrace keeps of a visitor. Thread-safe. */
public final class Visitors {
    private final TrustedProxies proxies;
    private final Countries countries;
    private final Pseudonyms pseudonyms;
    private final @Nullable String countryHeader;

    Visitors(TrustedProxies proxies, Countries countries, Pseudonyms pseudonyms, @Nullable String countryHeader) {
        this.proxies = proxies;
        this.countries = countries;
        this.pseudonyms = pseudonyms;
        this.countryHeader = countryHeader;
    }

    /** The header in which a trusted proxy says the client's country; null if none does. */
    public @Nullable String countryHeader() {
        return countryHeader;
    }

    /** Whether what this peer says of its client is believed. */
    public boolean isProxy(InetAddress peer) {
        return proxies.contains(peer);
    }

    /** The client's address, as far as the peer is believed. */
    public InetAddress client(InetAddress peer, @Nullable String forwardedFor) {
        return proxies.client(peer, forwardedFor);
    }

    /**
     * Who visits.
     *
     * @param peer who opened the connection
     * @param forwardedFor the values of {@code X-Forwarded-For} joined by commas
     * @param saidCountry the value of {@link #countryHeader()}
     * @param epochDay the day of the visit, days since 1970-01-01, UTC
     */
    public Visitor visitor(
            InetAddress peer,
            @Nullable String forwardedFor,
            @Nullable String saidCountry,
            @Nullable String userAgent,
            long epochDay) {
        InetAddress client = proxies.client(peer, forwardedFor);
        String country = saidCountry != null && Countries.isCountry(saidCountry) && proxies.contains(peer)
                ? saidCountry
                : countries.of(client);
        return new Visitor(
                country,
                Network.around(client).toString(),
                pseudonyms.of(client, userAgent == null ? "" : userAgent, epochDay));
    }
}
