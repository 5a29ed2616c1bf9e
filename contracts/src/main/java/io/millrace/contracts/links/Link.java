package io.millrace.contracts.links;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.accounts.OwnerId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of a short link.
 *
 * @param key the short address' last part
 * @param owner whose link it is
 * @param target where it leads: a normalised http or https URL in ASCII, at most 8 KiB
 * @param createdAt when the gateway accepted it, in milliseconds precision
 * @param expiresAt when it stops working
 * @param maxVisits how many visits it allows; null for any number
 * @param title what the owner calls it; at most 200 characters
 * @param tags the owner's labels, at most 20 of at most 50 characters
 * @param visibility who may follow it
 * @param allow who else may follow it when it is private, at most 100
 * @param forwardQuery whether the query string of a visit is appended to the target
 * @param alias whether the key was chosen by the owner and not issued
 * @param version 1 for a new link, one more with each edit
 */
public record Link(
        LinkKey key,
        OwnerId owner,
        String target,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Long maxVisits,
        @Nullable String title,
        Set<String> tags,
        Visibility visibility,
        List<OwnerId> allow,
        boolean forwardQuery,
        boolean alias,
        long version) {

    public static final int MAX_TARGET_LENGTH = 8 * 1024;
    public static final int MAX_TITLE_LENGTH = 200;
    public static final int MAX_TAGS = 20;
    public static final int MAX_TAG_LENGTH = 50;
    public static final int MAX_ALLOW = 100;

    public Link {
        requireNonNull(key, "key");
        requireNonNull(owner, "owner");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(visibility, "visibility");
        tags = Collections.unmodifiableSet(new TreeSet<>(tags));
        allow = List.copyOf(allow);
        if (target.length() > MAX_TARGET_LENGTH) {
            throw new IllegalArgumentException("A target has at most " + MAX_TARGET_LENGTH + " characters");
        }
        if (maxVisits != null && maxVisits < 1) {
            throw new IllegalArgumentException("maxVisits is at least 1");
        }
        if (version < 1) {
            throw new IllegalArgumentException("A link's version is at least 1");
        }
    }

    /** Whether the link has stopped working by time. */
    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
