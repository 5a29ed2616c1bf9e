package io.millrace.infra.provision;

import io.millrace.contracts.Topics;
import io.millrace.infra.Engines;
import io.millrace.infra.cql.Replication;
import java.util.Map;

/**
 * What is provisioned where, from the variables by which the services are told the same.
 *
 * @param engines the clusters
 * @param topicPrefix what topic names begin with
 * @param keyspace the keyspace of all tables
 * @param replication copies of each record and row where topics and tables are created; 3 on clusters
 */
record ProvisionSettings(Engines engines, String topicPrefix, String keyspace, int replication) {
    /** @throws IllegalArgumentException with a sentence for the operator */
    static ProvisionSettings of(Map<String, String> environment) {
        return new ProvisionSettings(
                new Engines(
                        environment.getOrDefault("MILLRACE_KAFKA_BOOTSTRAPSERVERS", "localhost:9092"),
                        environment.getOrDefault("MILLRACE_CASSANDRA_CONTACTPOINTS", "localhost:9042"),
                        environment.getOrDefault(Engines.DATACENTER_VARIABLE, Engines.DEFAULT_DATACENTER)),
                environment.getOrDefault("MILLRACE_TOPICS_PREFIX", Topics.DEFAULT_PREFIX),
                environment.getOrDefault("MILLRACE_CASSANDRA_KEYSPACE", "millrace"),
                copies(environment.getOrDefault("MILLRACE_REPLICATION", "1")));
    }

    private static int copies(String text) {
        try {
            int copies = Integer.parseInt(text);
            if (copies > 0) {
                return copies;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException("MILLRACE_REPLICATION is a number of copies, 1 or more, not '" + text + "'");
    }

    Replication rows() {
        return new Replication(Map.of(engines.datacenter(), replication));
    }
}
