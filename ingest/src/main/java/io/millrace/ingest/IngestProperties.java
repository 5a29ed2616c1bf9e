package io.millrace.ingest;

import io.millrace.contracts.Topics;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What ingest needs to know beside the database.
 *
 * @param kafka where the log is
 * @param topics how topics are named
 */
@ConfigurationProperties("millrace")
public record IngestProperties(
        @DefaultValue Kafka kafka, @DefaultValue TopicNames topics) {

    /**
     * @param bootstrapServers brokers as {@code host:port}, separated by commas
     */
    public record Kafka(@DefaultValue("localhost:9092") String bootstrapServers) {}

    /**
     * @param prefix what the names of topics begin with
     */
    public record TopicNames(
            @DefaultValue(Topics.DEFAULT_PREFIX) String prefix) {}
}
