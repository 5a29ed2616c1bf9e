package io.millrace.ingest;

import io.millrace.contracts.Topics;
import java.util.List;
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

    /** The brokers as Kafka's clients take them: {@code host:port,...}. */
    public String brokers() {
        return String.join(",", kafka.bootstrapServers());
    }

    /**
     * Not a single text: Spring Boot would make the whole of this from a variable {@code MILLRACE_KAFKA}, which is another
     * thing, and pass over what was set.
     *
     * @param bootstrapServers brokers as {@code host:port}
     */
    public record Kafka(@DefaultValue("localhost:9092") List<String> bootstrapServers) {}

    /**
     * @param prefix what the names of topics begin with
     */
    public record TopicNames(
            @DefaultValue(Topics.DEFAULT_PREFIX) String prefix) {}
}
