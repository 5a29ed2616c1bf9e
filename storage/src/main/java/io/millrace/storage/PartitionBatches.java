package io.millrace.storage;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of one partition that are written together: an unlogged batch of them is one mutation of a node, for about the price of
 * one row. Rows of several partitions are never put together, which would burden one coordinator with all of them.
 */
public final class PartitionBatches {
    /** Of some kilobytes at most, as rows are here. */
    private static final int ROWS = 100;

    private PartitionBatches() {}

    /** @param rows writes of rows of one table and partition, which need no order */
    public static List<Statement<?>> of(List<BoundStatement> rows) {
        if (rows.size() <= 1) {
            return List.copyOf(rows);
        }
        List<Statement<?>> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += ROWS) {
            batches.add(BatchStatement.newInstance(BatchType.UNLOGGED)
                    .addAll(rows.subList(from, Math.min(rows.size(), from + ROWS))));
        }
        return batches;
    }
}
