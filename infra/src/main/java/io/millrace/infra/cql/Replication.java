package io.millrace.infra.cql;

import io.millrace.infra.Engines;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many copies of each row the cluster keeps.
 *
 * @param byDatacenter copies in each data centre
 */
public record Replication(Map<String, Integer> byDatacenter) {
    public Replication {
        byDatacenter = Map.copyOf(byDatacenter);
        if (byDatacenter.isEmpty() || byDatacenter.values().stream().anyMatch(copies -> copies < 1)) {
            throw new IllegalArgumentException(
                    "Replication needs a data centre and at least one copy, for example 'dc1:3': " + byDatacenter);
        }
    }

    /** One copy in the data centre of a single node. */
    public static Replication single() {
        return new Replication(Map.of(Engines.DEFAULT_DATACENTER, 1));
    }

    /** Reads {@code dc1:3,dc2:3}. */
    public static Replication parse(String text) {
        try {
            return new Replication(Arrays.stream(text.split(","))
                    .map(String::strip)
                    .map(part -> part.split(":", 2))
                    .collect(Collectors.toMap(part -> part[0], part -> Integer.valueOf(part[1]))));
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "Replication is written dc1:3,dc2:3, each data centre once, not '" + text + "'", e);
        }
    }

    String toCql() {
        return new TreeMap<>(byDatacenter)
                .entrySet().stream()
                        .map(entry -> "'" + entry.getKey().replace("'", "''") + "': " + entry.getValue())
                        .collect(Collectors.joining(", ", "{'class': 'NetworkTopologyStrategy', ", "}"));
    }
}
