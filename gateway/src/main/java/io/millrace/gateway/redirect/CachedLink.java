package io.millrace.gateway.redirect;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.Visibility;
import io.millrace.gateway.access.Access;
import io.millrace.gateway.access.Guarded;
import io.millrace.gateway.access.Right;
import io.millrace.gateway.accounts.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a redirect needs to know of a link, in few bytes: a gateway holds a million of them. A deleted link is one too, so
 * that a late read of the link's former state cannot bring it back.
 */
public final class CachedLink {
    /**
     * What an entry costs beside its key's and its location's characters: the cache's node and table slot (104), the key
     * string (40), this object (48) and the array's header (16); measured, see the test.
     */
    private static final int OVERHEAD_BYTES = 208;

    private static final byte[] NOWHERE = {};

    private final byte[] location;
    private final OwnerId owner;
    private final long createdAt;
    private final long version;
    private final long expiresAt;
    private final boolean forwardQuery;
    private final @Nullable Terms terms;

    /** What few links have. */
    private record Terms(
            boolean isPrivate,
            List<OwnerId> allow,
            @Nullable Long maxVisits) {}

    private CachedLink(
            byte[] location,
            OwnerId owner,
            long createdAt,
            long version,
            long expiresAt,
            boolean forwardQuery,
            @Nullable Terms terms) {
        this.location = location;
        this.owner = owner;
        this.createdAt = createdAt;
        this.version = version;
        this.expiresAt = expiresAt;
        this.forwardQuery = forwardQuery;
        this.terms = terms;
    }

    public static CachedLink of(Link link) {
        boolean isPrivate = link.visibility() == Visibility.PRIVATE;
        boolean plain = !isPrivate && link.maxVisits() == null;
        return new CachedLink(
                link.target().getBytes(StandardCharsets.US_ASCII),
                link.owner().equals(OwnerId.DEFAULT) ? OwnerId.DEFAULT : link.owner(),
                link.createdAt().toEpochMilli(),
                link.version(),
                link.expiresAt().toEpochMilli(),
                link.forwardQuery(),
                plain ? null : new Terms(isPrivate, link.allow(), link.maxVisits()));
    }

    /** What stands for a link that was deleted then. */
    public static CachedLink deleted(Instant at) {
        return new CachedLink(NOWHERE, OwnerId.DEFAULT, at.toEpochMilli(), Long.MAX_VALUE, 0, false, null);
    }

    /** The later state of the two; a link that was made after another one of that key was deleted is later than both. */
    static CachedLink later(CachedLink one, CachedLink other) {
        if (one.createdAt != other.createdAt) {
            return one.createdAt > other.createdAt ? one : other;
        }
        return one.version > other.version ? one : other;
    }

    public boolean isDeleted() {
        return version == Long.MAX_VALUE;
    }

    /** Whether the link has stopped working by time. */
    public boolean isExpired(long nowMillis) {
        return nowMillis >= expiresAt;
    }

    /** Whether everybody may follow the link any number of times until it expires. */
    public boolean isPlain() {
        return terms == null && version != Long.MAX_VALUE;
    }

    public boolean isPrivate() {
        return terms != null && terms.isPrivate();
    }

    /** Whether this visitor may follow the link; null is somebody who did not say who they are. */
    public boolean admits(@Nullable Caller visitor) {
        return terms == null
                || Access.allows(visitor, Right.READ, new Guarded(owner, !terms.isPrivate(), terms.allow()));
    }

    /** How many visits the link allows; null for any number. */
    public @Nullable Long maxVisits() {
        return terms == null ? null : terms.maxVisits();
    }

    public OwnerId owner() {
        return owner;
    }

    public boolean forwardsQuery() {
        return forwardQuery;
    }

    /** Where the link leads. */
    public String location() {
        return new String(location, StandardCharsets.US_ASCII);
    }

    /** The characters of {@link #location()}; not to be written to. */
    byte[] locationBytes() {
        return location;
    }

    long version() {
        return version;
    }

    /** What this entry costs in the heap under that key, in bytes. */
    int weight(String key) {
        int rare = terms == null ? 0 : 64 + 24 * terms.allow().size();
        return OVERHEAD_BYTES + key.length() + location.length + rare;
    }
}
