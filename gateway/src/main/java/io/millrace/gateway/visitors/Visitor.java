package io.millrace.gateway.visitors;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a visitor.
 *
 * @param country ISO 3166-1 alpha-2 code; null where it is not known
 * @param network the address cut to its first 24 (IPv4) or 48 (IPv6) bits
 * @param pseudonym the same for one address and user agent during one UTC day
 */
public record Visitor(@Nullable String country, String network, long pseudonym) {}
