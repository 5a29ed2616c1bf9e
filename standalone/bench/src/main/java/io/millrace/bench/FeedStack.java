package io.millrace.bench;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The broker and the node of the running Millrace. */
final class FeedStack {
    @Mixin
    private Home home = new Home();

    @Option(
            names = "--kafka",
            defaultValue = "${env:MILLRACE_KAFKA}",
            description = "Brokers, host:port,... (MILLRACE_KAFKA; the broker of the home when left out).")
    private @Nullable String kafka;

    @Option(
            names = "--cassandra",
            defaultValue = "${env:MILLRACE_CASSANDRA}",
            description = "A node, host:port (MILLRACE_CASSANDRA; the node of the home when left out).")
    private @Nullable String cassandra;

    String brokers() throws IOException {
        return kafka == null || kafka.isBlank() ? home.broker() : kafka;
    }

    String node() throws IOException {
        return cassandra == null || cassandra.isBlank() ? home.node() : cassandra;
    }
}
