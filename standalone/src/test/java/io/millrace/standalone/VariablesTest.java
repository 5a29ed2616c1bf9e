package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.analytics.AnalyticsProperties;
import io.millrace.gateway.GatewayProperties;
import io.millrace.infra.Engines;
import io.millrace.ingest.IngestProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What the environment is for {@code ./millrace up} and the tests, and what it is for the services. */
class VariablesTest {
    private final MutablePropertySources sources = new MutablePropertySources();

    @Test
    void theVariablesOfUpDoNotReachTheServicesThatWereToldOtherwise() {
        sources.addLast(new MapPropertySource("arguments", Map.of("millrace.kafka.bootstrap-servers", "one:1,two:2")));
        sources.addLast(variables(Map.of(Engines.KAFKA_VARIABLE, "else:9", Engines.CASSANDRA_VARIABLE, "else:9")));
        assertThat(bound(GatewayProperties.class).brokers()).isEqualTo("one:1,two:2");
        assertThat(bound(IngestProperties.class).brokers()).isEqualTo("one:1,two:2");
        assertThat(bound(AnalyticsProperties.class).brokers()).isEqualTo("one:1,two:2");
    }

    @Test
    void aServiceOfItsOwnTakesItsBrokersFromAVariableToo() {
        sources.addLast(variables(Map.of("MILLRACE_KAFKA_BOOTSTRAPSERVERS", "one:1,two:2")));
        assertThat(bound(IngestProperties.class).brokers()).isEqualTo("one:1,two:2");
    }

    private static SystemEnvironmentPropertySource variables(Map<String, Object> variables) {
        return new SystemEnvironmentPropertySource("systemEnvironment", variables);
    }

    private <T> T bound(Class<T> type) {
        return new Binder(ConfigurationPropertySources.from(sources)).bindOrCreate("millrace", type);
    }
}
