package io.millrace.analytics.referrers;

/**
 * Where a visit came from.
 *
 * @param domain the site's registrable domain, for example {@code example.co.uk}; {@code unknown} where there is none
 * @param source the kind of site, for example {@code search}
 */
public record Referrer(String domain, String source) {}
