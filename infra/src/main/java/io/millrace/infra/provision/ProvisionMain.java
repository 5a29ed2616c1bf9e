package io.millrace.infra.provision;

import com.datastax.oss.driver.api.core.DriverException;
import io.millrace.infra.cql.MigrationException;
import io.millrace.infra.cql.Migrator;
import io.millrace.infra.topics.TopicsException;
import io.millrace.infra.topics.TopicsProvisioner;

/**
 * Brings clusters to the catalogue of topics and to the schema, and ends: what services that are deployed one by one need
 * before their first start, and before the start of a newer release. May be run at any time, any number of times.
 */
public final class ProvisionMain {
    private ProvisionMain() {}

    /** Takes its settings from the environment; its exit status is 1 when the clusters could not be brought there. */
    public static void main(String[] args) throws InterruptedException {
        // There is nothing to log: what went wrong is told below.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        try {
            provision(ProvisionSettings.of(System.getenv()));
        } catch (TopicsException | MigrationException | DriverException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    static void provision(ProvisionSettings settings) throws InterruptedException {
        TopicsProvisioner.provision(settings.engines().kafka(), settings.topicPrefix(), settings.replication());
        System.out.println("The topics " + settings.topicPrefix() + "* are as they should be.");
        Migrator.migrate(settings.engines(), settings.keyspace(), settings.rows());
        System.out.println("The keyspace " + settings.keyspace() + " has the present schema.");
    }
}
