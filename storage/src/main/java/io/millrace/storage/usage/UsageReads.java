package io.millrace.storage.usage;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.usage.Usage;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import reactor.core.publisher.Flux;

/** Reads of the table {@code usage_by_hour}. */
public final class UsageReads {
    /** Nothing was counted before. */
    private static final int FIRST_YEAR = 2026;

    private final Cassandra cassandra;
    private final PreparedStatement ofYear;

    public UsageReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.ofYear = cassandra.prepare("SELECT owner, hour, part, revision, creations, redirects, stored_bytes"
                + " FROM usage_by_hour WHERE owner = ? AND year = ?");
    }

    /** All that an owner ever used, the newest first within each year. */
    public Flux<Usage> of(OwnerId owner, Instant now) {
        return years(now)
                .concatMap(year -> cassandra.rows(ofYear.bind(owner.value(), year)))
                .map(UsageReads::read);
    }

    /** The years in which something may have been counted. */
    static Flux<Integer> years(Instant now) {
        return Flux.range(FIRST_YEAR, Math.max(1, now.atZone(ZoneOffset.UTC).getYear() - FIRST_YEAR + 1));
    }

    private static Usage read(Row row) {
        return new Usage(
                new OwnerId(row.getString("owner")),
                Objects.requireNonNull(row.getInstant("hour")),
                row.getInt("part"),
                row.getLong("revision"),
                row.getLong("creations"),
                row.getLong("redirects"),
                row.getLong("stored_bytes"));
    }
}
