package io.millrace.contracts.clicks;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One visit of a short address. It holds no personal data: the address of the visitor was turned into a country, a
 * truncated prefix and a pseudonym under a key that changes daily before it came here.
 *
 * @param id names the click; the same for every copy of it
 * @param at when the visit was answered
 * @param key which address was visited
 * @param owner whose link or paste it is; null for an unknown address
 * @param outcome how the visit was answered
 * @param country ISO 3166-1 alpha-2 code of the visitor's country; null where it is not known
 * @param network the visitor's address cut to its first 24 (IPv4) or 48 (IPv6) bits, for example {@code 192.0.2.0/24}
 * @param visitor a pseudonym of the visitor, stable for one UTC day
 * @param userAgent the {@code User-Agent} header, at most 512 characters
 * @param referrer the {@code Referer} header without its query and fragment, at most 512 characters
 */
public record Click(
        ClickId id,
        Instant at,
        LinkKey key,
        @Nullable OwnerId owner,
        Outcome outcome,
        @Nullable String country,
        @Nullable String network,
        long visitor,
        @Nullable String userAgent,
        @Nullable String referrer) {

    /** How much of a header is kept, in characters. */
    public static final int MAX_HEADER_LENGTH = 512;

    public Click {
        requireNonNull(id, "id");
        requireNonNull(at, "at");
        requireNonNull(key, "key");
        requireNonNull(outcome, "outcome");
    }
}
