package io.millrace.ingest.accounts;

import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.ingest.log.Partitions;
import io.millrace.storage.expiry.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reminders of accounts that do not approve their followers any more: what was asked until then is to be granted. */
public final class OpenedAccounts {
    /** Names the reminders. */
    public static final String KIND = "admissions";

    private static final Duration SECOND_LOOK = Duration.ofMinutes(1);

    private OpenedAccounts() {}

    /** When an account that everybody may follow has to be looked at after an edit. */
    static List<Due> due(OwnerId name, Instant editedAt) {
        int shard = Partitions.of(Topics.ACCOUNTS, name.value());
        return List.of(
                new Due(KIND, shard, editedAt, name.value()),
                new Due(KIND, shard, editedAt.plus(SECOND_LOOK), name.value()));
    }
}
