package io.millrace.storage.pastes;

import io.millrace.contracts.pastes.Paste;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A paste as the table has it.
 *
 * @param paste its last state; without its text if it is deleted
 * @param deletedAt when it was taken away; null while it is there
 */
public record StoredPaste(Paste paste, @Nullable Instant deletedAt) {
    public boolean isDeleted() {
        return deletedAt != null;
    }
}
