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
     * @param prefix what topic names begin with
     */
    public record TopicNames(@DefaultValue("millrace.") String prefix) {}
}
