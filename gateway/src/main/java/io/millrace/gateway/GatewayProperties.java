package io.millrace.gateway;

import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What every part of the gateway needs to know; parts have settings of their own beside it.
 *
 * @param publicUrl what short addresses begin with, without a slash at the end
 * @param home directory for the click journal and for secrets that were not configured
 * @param kafka where the log is
 * @param topics how topics are named
 */
@ConfigurationProperties("millrace")
public record GatewayProperties(
        @DefaultValue("http://localhost:8080") URI publicUrl,
        @DefaultValue("./.millrace") Path home,
        @DefaultValue Kafka kafka,
        @DefaultValue TopicNames topics) {

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
}
