package io.millrace.infra.testing;

import io.millrace.infra.Engines;
import java.util.Map;
import java.util.Optional;

/** Existing clusters that the environment names. */
final class Environment {
    private Environment() {}

    /** The clusters; empty when neither is named. One without the other stops the tests: it is a mistake. */
    static Optional<Engines> engines(Map<String, String> environment) {
        String kafka = environment.getOrDefault(Engines.KAFKA_VARIABLE, "");
        String cassandra = environment.getOrDefault(Engines.CASSANDRA_VARIABLE, "");
        if (kafka.isBlank() && cassandra.isBlank()) {
            return Optional.empty();
        }
        if (kafka.isBlank() || cassandra.isBlank()) {
            throw new IllegalStateException(
                    "Set both " + Engines.KAFKA_VARIABLE + " and " + Engines.CASSANDRA_VARIABLE + ", or none of them.");
        }
        return Optional.of(new Engines(
                kafka, cassandra, environment.getOrDefault(Engines.DATACENTER_VARIABLE, Engines.DEFAULT_DATACENTER)));
    }
}
