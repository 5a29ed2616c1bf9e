package io.millrace.infra.testing;

import io.millrace.infra.Engines;
import io.millrace.infra.S3Server;
import java.util.Map;
import java.util.Optional;

/** Existing servers that the environment names. */
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

    /** The S3 server; empty when none is named. */
    static Optional<S3Server> s3(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(S3Server.ENDPOINT_VARIABLE))
                .filter(address -> !address.isBlank())
                .map(address -> S3Server.existing(address, environment));
    }
}
