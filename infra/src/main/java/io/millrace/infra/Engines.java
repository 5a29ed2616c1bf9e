package io.millrace.infra;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Where the log and the tables are.
 *
 * @param kafka bootstrap servers, {@code host:port,...}
 * @param cassandra contact points, {@code host:port,...}
 * @param datacenter the Cassandra data centre that this process speaks to
 */
public record Engines(String kafka, String cassandra, String datacenter) {
    /** The environment variable with the bootstrap servers of an existing Kafka cluster. */
    public static final String KAFKA_VARIABLE = "MILLRACE_KAFKA";

    /** The environment variable with the contact points of an existing Cassandra cluster. */
    public static final String CASSANDRA_VARIABLE = "MILLRACE_CASSANDRA";

    /** The environment variable with the data centre of an existing Cassandra cluster. */
    public static final String DATACENTER_VARIABLE = "MILLRACE_CASSANDRA_DATACENTER";

    /** The data centre of a node that was not told otherwise. */
    public static final String DEFAULT_DATACENTER = "datacenter1";

    /**
     * {@link #cassandra()} as addresses.
     *
     * @throws IllegalArgumentException if one is not written {@code host:port}
     */
    public List<InetSocketAddress> contactPoints() {
        return Arrays.stream(cassandra.split(","))
                .map(String::strip)
                .map(Engines::contactPoint)
                .toList();
    }

    private static InetSocketAddress contactPoint(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("A Cassandra contact point is written host:port, not '" + text + "'");
        }
        try {
            return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The port in the contact point '" + text + "' is not a number", e);
        }
    }
}
