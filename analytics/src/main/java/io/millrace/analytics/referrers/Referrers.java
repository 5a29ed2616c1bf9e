package io.millrace.analytics.referrers;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.common.net.HostAndPort;
import com.google.common.net.InternetDomainName;
import io.millrace.contracts.telemetry.Dimension;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code Referer} headers, remembering the hosts seen lately. Thread-safe; never fails, whatever the header holds. */
public final class Referrers {
    static final String OTHER = "other";
    private static final Referrer NONE = new Referrer(Dimension.UNKNOWN, "direct");
    private static final Referrer UNREADABLE = new Referrer(Dimension.UNKNOWN, OTHER);
    private static final String ANDROID_APP = "android-app";
    private static final int MAX_HOST = 253;

    private final KnownSites sites = KnownSites.load();
    private final LoadingCache<String, Referrer> seen;

    /** @param characters how much is remembered, in characters of host names; few have more than 30 */
    public Referrers(long characters) {
        this.seen = Caffeine.newBuilder()
                .maximumWeight(characters)
                .weigher((String host, Referrer referrer) -> host.length())
                .build(this::site);
    }

    /** What the header says; null for none. */
    public Referrer of(@Nullable String referrer) {
        if (referrer == null || referrer.isEmpty()) {
            return NONE;
        }
        int scheme = referrer.indexOf("://");
        if (scheme <= 0) {
            return UNREADABLE;
        }
        int begin = scheme + 3;
        int end = begin;
        while (end < referrer.length() && "/?#\\".indexOf(referrer.charAt(end)) < 0) {
            end++;
        }
        if (referrer.regionMatches(true, 0, ANDROID_APP, 0, scheme)) {
            return app(referrer.substring(begin, end));
        }
        return end == begin || end - begin > MAX_HOST ? UNREADABLE : seen.get(referrer.substring(begin, end));
    }

    /** An Android app names itself by its package, which reads like a host from the wrong end. */
    private Referrer app(String name) {
        if (name.isEmpty() || name.length() > MAX_HOST || !name.matches("[A-Za-z0-9_.]+")) {
            return UNREADABLE;
        }
        String source = sites.source(name);
        return new Referrer(name, source == null ? OTHER : source);
    }

    private Referrer site(String authority) {
        try {
            String host = HostAndPort.fromString(authority.substring(authority.lastIndexOf('@') + 1))
                    .getHost()
                    .toLowerCase(Locale.ROOT);
            InternetDomainName name = InternetDomainName.from(host);
            String domain = name.isUnderPublicSuffix() ? name.topPrivateDomain().toString() : name.toString();
            String source = sites.source(name.toString());
            return new Referrer(domain, source == null ? OTHER : source);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return UNREADABLE;
        }
    }
}
