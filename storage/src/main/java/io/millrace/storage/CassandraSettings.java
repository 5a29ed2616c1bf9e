package io.millrace.storage;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the database is and how it is spoken to.
 *
 * @param contactPoints some of its nodes as {@code host:port}
 * @param datacenter the datacenter whose nodes are asked
 * @param keyspace the keyspace; it must exist, with the schema in it
 * @param consistency of plain reads and writes
 * @param username for password authentication; null for none
 * @param password for password authentication; null for none
 * @param tls whether connections are encrypted, with the trust store of the JVM
 * @param connectTimeout how long the start waits for a node that answers
 * @param requestTimeout how long one request may take
 * @param maxConcurrentRequests how many requests are under way at once
 * @param maxQueuedRequests how many more may wait; beyond that requests fail at once
 */
@ConfigurationProperties("millrace.cassandra")
public record CassandraSettings(
        @DefaultValue("127.0.0.1:9042") List<String> contactPoints,
        @DefaultValue("datacenter1") String datacenter,
        @DefaultValue("millrace") String keyspace,
        @DefaultValue("local-quorum") Consistency consistency,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("false") boolean tls,
        @DefaultValue("60s") Duration connectTimeout,
        @DefaultValue("3s") Duration requestTimeout,
        @DefaultValue("2048") int maxConcurrentRequests,
        @DefaultValue("16384") int maxQueuedRequests) {

    public CassandraSettings {
        contactPoints = List.copyOf(contactPoints);
        require(!contactPoints.isEmpty(), "millrace.cassandra.contact-points is empty: name at least one host:port");
        contactPoints.forEach(CassandraSettings::address);
        require(
                keyspace.matches("[a-z][a-z0-9_]{0,47}"),
                "millrace.cassandra.keyspace must be 1 to 48 characters of [a-z0-9_], a letter first: " + keyspace);
        require(
                (username == null) == (password == null),
                "millrace.cassandra.username and password must both be set, or neither");
        require(
                connectTimeout.toMillis() > 0 && requestTimeout.toMillis() > 0,
                "millrace.cassandra.connect-timeout and request-timeout must be at least 1ms");
        require(
                maxConcurrentRequests > 0 && maxQueuedRequests > 0,
                "millrace.cassandra.max-concurrent-requests and max-queued-requests must be at least 1");
    }

    /** The defaults for a keyspace of the given nodes. */
    public static CassandraSettings of(String contactPoints, String keyspace) {
        return new CassandraSettings(
                List.of(contactPoints.split(",")),
                "datacenter1",
                keyspace,
                Consistency.LOCAL_QUORUM,
                null,
                null,
                false,
                Duration.ofSeconds(60),
                Duration.ofSeconds(3),
                2048,
                16384);
    }

    List<InetSocketAddress> addresses() {
        return contactPoints.stream().map(CassandraSettings::address).toList();
    }

    private static InetSocketAddress address(String contactPoint) {
        int colon = contactPoint.lastIndexOf(':');
        try {
            return new InetSocketAddress(
                    contactPoint.substring(0, Math.max(colon, 0)).strip(),
                    Integer.parseInt(contactPoint.substring(colon + 1).strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "millrace.cassandra.contact-points must be host:port, separated by commas: " + contactPoint, e);
        }
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** The password is left out. */
    @Override
    public String toString() {
        return "Cassandra at " + contactPoints + " in " + datacenter + ", keyspace " + keyspace;
    }
}
