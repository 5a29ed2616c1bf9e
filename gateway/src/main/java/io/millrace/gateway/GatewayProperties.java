package io.millrace.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What every part of the gateway needs to know; parts have settings of their own beside it.
 *
 * @param publicUrl what short addresses begin with, without a slash at the end
 * @param home directory for the click journal and for secrets that were not configured
 * @param kafka where the log is
 * @param topics how topics are named
 * @param cassandra where the views are
 */
@ConfigurationProperties("millrace")
public record GatewayProperties(
        @DefaultValue("http://localhost:8080") URI publicUrl,
        @DefaultValue("./.millrace") Path home,
        @DefaultValue Kafka kafka,
        @DefaultValue TopicNames topics,
        @DefaultValue Cassandra cassandra) {

    public GatewayProperties {
        if (publicUrl.getHost() == null || publicUrl.toString().endsWith("/")) {
            throw new IllegalArgumentException(
                    "Set millrace.public-url to an address such as https://mill.example, without a slash at the end: "
                            + publicUrl);
        }
    }

    /**
     * @param bootstrapServers {@code host:port}, separated by commas
     */
    public record Kafka(@DefaultValue("localhost:9092") String bootstrapServers) {}

    /**
     * @param prefix what topic names begin with
     */
    public record TopicNames(@DefaultValue("millrace.") String prefix) {}

    /**
     * @param contactPoints {@code host:port} of one or more nodes
     * @param datacenter the data centre that this gateway is in
     * @param keyspace the keyspace of all tables
     */
    public record Cassandra(
            @DefaultValue("localhost:9042") List<String> contactPoints,
            @DefaultValue("datacenter1") String datacenter,
            @DefaultValue("millrace") String keyspace) {}
}
