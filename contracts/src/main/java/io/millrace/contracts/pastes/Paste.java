package io.millrace.contracts.pastes;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of a paste, its latest revision's text included or referred to.
 *
 * @param key the last part of its address; issued like a link's, or an alias
 * @param owner whose paste it is
 * @param name what the owner calls it; at most 200 characters
 * @param language what its text is highlighted as, for example {@code java}; null to guess
 * @param createdAt when the gateway accepted the first revision, in milliseconds precision
 * @param expiresAt when it stops being readable
 * @param burn whether it is deleted by being read once
 * @param visibility who may read it
 * @param allow who else may read it when it is private, at most {@value io.millrace.contracts.links.Link#MAX_ALLOW}
 * @param alias whether the key was chosen by the owner and not issued
 * @param revision the number of the text, from 1; one more with each new text
 * @param text the text of that revision
 * @param version 1 for a new paste, one more with each edit of whatever kind
 */
public record Paste(
        LinkKey key,
        OwnerId owner,
        @Nullable String name,
        @Nullable String language,
        Instant createdAt,
        Instant expiresAt,
        boolean burn,
        Visibility visibility,
        List<OwnerId> allow,
        boolean alias,
        int revision,
        PasteText text,
        long version) {
    public static final int MAX_NAME_LENGTH = 200;
    public static final int MAX_LANGUAGE_LENGTH = 30;

    public Paste {
        requireNonNull(key, "key");
        requireNonNull(owner, "owner");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(visibility, "visibility");
        requireNonNull(text, "text");
        allow = List.copyOf(allow);
        if (revision < 1 || version < revision) {
            throw new IllegalArgumentException("A paste's revision is at least 1 and its version not below that");
        }
    }

    /** The same with other text: that of {@link PasteText#emptied} for a deleted paste. */
    public Paste withText(PasteText other) {
        return new Paste(
                key,
                owner,
                name,
                language,
                createdAt,
                expiresAt,
                burn,
                visibility,
                allow,
                alias,
                revision,
                other,
                version);
    }

    /** Whether the paste has stopped being readable by time. */
    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
