package io.millrace.infra.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.millrace.infra.Engines;
import java.time.Duration;

/** Sessions for set-up work: few, patient, and never a reason for a process to stay alive. */
public final class Sessions {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Sessions() {}

    /** Opens a session without a keyspace. */
    public static CqlSession open(Engines engines) {
        DriverConfigLoader patient = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
                // What one process recorded of its migrations, the next must read, whichever replica it asks.
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                .withBoolean(DefaultDriverOption.NETTY_DAEMON, true)
                // Each change of the schema would otherwise wait a second for the driver's own picture of it.
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                .build();
        return CqlSession.builder()
                .addContactPoints(engines.contactPoints())
                .withLocalDatacenter(engines.datacenter())
                .withConfigLoader(patient)
                .build();
    }
}
