package io.millrace.storage.pastes;

import io.millrace.contracts.pastes.Paste;
import io.millrace.storage.links.IndexChange;

/** How an owner's pastes are listed: beside their links, under a term that no link has. */
public final class PasteTerms {
    /** The term of every paste. */
    public static final String ALL = "paste";

    private PasteTerms() {}

    /** The paste is in its owner's list. */
    public static IndexChange listed(Paste paste) {
        return change(paste, true, 0);
    }

    /** The paste was deleted, and is no longer in it. */
    public static IndexChange gone(Paste paste) {
        return change(paste, false, 1);
    }

    private static IndexChange change(Paste paste, boolean present, long versionsLater) {
        return new IndexChange(
                paste.owner(),
                ALL,
                paste.createdAt(),
                paste.key(),
                present,
                PasteWrites.timestamp(paste, versionsLater));
    }
}
