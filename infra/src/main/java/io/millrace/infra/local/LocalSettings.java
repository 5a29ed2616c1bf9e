package io.millrace.infra.local;

import io.millrace.infra.Engines;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the engines run on this machine.
 *
 * @param home the directory of all local state: data, logs, remembered ports, the lock
 * @param kafkaPort the port Kafka listens on, or 0 for the remembered or else a free one
 * @param cassandraPort the port of Cassandra's native protocol, or 0 for the remembered or else a free one
 * @param existingKafka bootstrap servers of a cluster that is there already, so that none is started; null to start one
 * @param existingCassandra contact points of a cluster that is there already; null to start one
 * @param datacenter the data centre of {@code existingCassandra}; one that is started here has the default's name
 * @param s3 whether an S3 server is started as well
 * @param disposable whether the data need not outlive the engines' processes: for tests, whose many tables are then made and
 *     dropped several times faster
 */
public record LocalSettings(
        Path home,
        int kafkaPort,
        int cassandraPort,
        @Nullable String existingKafka,
        @Nullable String existingCassandra,
        String datacenter,
        boolean s3,
        boolean disposable) {
    public LocalSettings {
        home = home.toAbsolutePath().normalize();
        checkPort("kafkaPort", kafkaPort);
        checkPort("cassandraPort", cassandraPort);
        if (kafkaPort != 0 && kafkaPort == cassandraPort) {
            throw new IllegalArgumentException(
                    "kafkaPort and cassandraPort are both " + kafkaPort + ": choose another for one of them");
        }
    }

    /** Engines on remembered or free ports. */
    public static LocalSettings at(Path home) {
        return new LocalSettings(home, 0, 0, null, null, Engines.DEFAULT_DATACENTER, false, false);
    }

    /** Like {@link #at}, for data that nobody will miss. */
    public static LocalSettings disposable(Path home) {
        return new LocalSettings(home, 0, 0, null, null, Engines.DEFAULT_DATACENTER, false, true);
    }

    Path logs() {
        return home.resolve("logs");
    }

    private static void checkPort(String name, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(name + " is a port between 1 and 65535, or 0 for a free one: " + port);
        }
    }
}
