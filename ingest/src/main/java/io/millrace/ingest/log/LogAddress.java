package io.millrace.ingest.log;

/**
 * Where the log is.
 *
 * @param bootstrapServers brokers as {@code host:port}, separated by commas
 * @param prefix what the names of topics begin with
 */
public record LogAddress(String bootstrapServers, String prefix) {}
