package io.millrace.gateway.log;

import io.millrace.gateway.GatewayProperties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.kafka.core.KafkaTemplate;

/** Logs for tests of other packages. */
public final class Logs {
    private Logs() {}

    /** A log without brokers, with the gateway's own settings. */
    public static EventLog unreachable() {
        return new EventLog(
                new KafkaTemplate<>(new EventLogConfiguration().entityProducers(properties("127.0.0.1:1"))),
                "nowhere.",
                "/test",
                Clock.systemUTC(),
                new Breaker(System::nanoTime));
    }

    static GatewayProperties properties(String brokers) {
        return new GatewayProperties(
                URI.create("http://localhost:8080"),
                Path.of("unused"),
                new GatewayProperties.Kafka(List.of(brokers)),
                new GatewayProperties.TopicNames("nowhere."));
    }
}
