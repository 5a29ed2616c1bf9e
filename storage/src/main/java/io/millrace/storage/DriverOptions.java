package io.millrace.storage;

import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.*;

import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.internal.core.session.throttling.ConcurrencyLimitingRequestThrottler;
import java.time.Duration;

/** How the driver is set up. */
final class DriverOptions {
    /**
     * What follows upon an answer runs on the thread of its connection, so as many of both as there are processors: with one,
     * pages wait behind whatever else is read and written.
     */
    private static final int IO_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final int CONNECTIONS = Math.min(4, IO_THREADS);

    private DriverOptions() {}

    static DriverConfigLoader of(CassandraSettings settings) {
        return DriverConfigLoader.programmaticBuilder()
                .withString(LOAD_BALANCING_LOCAL_DATACENTER, settings.datacenter())
                .withString(REQUEST_CONSISTENCY, settings.consistency().name())
                // Claims must be seen by all datacenters' gateways, or one alias would be given twice.
                .withString(REQUEST_SERIAL_CONSISTENCY, "SERIAL")
                .withDuration(REQUEST_TIMEOUT, settings.requestTimeout())
                // Every statement of this module may be repeated; claims say otherwise for themselves.
                .withBoolean(REQUEST_DEFAULT_IDEMPOTENCE, true)
                .withInt(REQUEST_PAGE_SIZE, 1_000)
                .withClass(REQUEST_THROTTLER_CLASS, ConcurrencyLimitingRequestThrottler.class)
                .withInt(REQUEST_THROTTLER_MAX_CONCURRENT_REQUESTS, settings.maxConcurrentRequests())
                .withInt(REQUEST_THROTTLER_MAX_QUEUE_SIZE, settings.maxQueuedRequests())
                .withInt(CONNECTION_MAX_REQUESTS, 2_048)
                .withInt(CONNECTION_POOL_LOCAL_SIZE, CONNECTIONS)
                .withDuration(CONNECTION_CONNECT_TIMEOUT, Duration.ofSeconds(3))
                .withDuration(CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(5))
                .withDuration(CONNECTION_SET_KEYSPACE_TIMEOUT, Duration.ofSeconds(5))
                // A dead node is noticed and a restarted one found again within a few seconds.
                .withDuration(HEARTBEAT_INTERVAL, Duration.ofSeconds(5))
                .withDuration(HEARTBEAT_TIMEOUT, Duration.ofSeconds(3))
                .withDuration(RECONNECTION_BASE_DELAY, Duration.ofMillis(250))
                .withDuration(RECONNECTION_MAX_DELAY, Duration.ofSeconds(2))
                .withDuration(CONTROL_CONNECTION_TIMEOUT, Duration.ofSeconds(5))
                .withDuration(METADATA_SCHEMA_REQUEST_TIMEOUT, Duration.ofSeconds(10))
                .withInt(NETTY_IO_SIZE, IO_THREADS)
                .withInt(NETTY_ADMIN_SIZE, 1)
                .withInt(NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build();
    }
}
