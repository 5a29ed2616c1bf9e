package io.millrace.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.gateway.GatewayProperties;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysConfigurationTest {
    @TempDir
    private Path home;

    @Test
    void aGatewayWithAnotherSecretDoesNotStart() {
        try (Cassandra cassandra = Cassandra.connect(
                CassandraSettings.of(SharedRuntime.engines().cassandra(), SharedRuntime.emptyKeyspace()))) {
            var agreed = new io.millrace.storage.keys.KeySettings(cassandra);
            KeysConfiguration configuration = new KeysConfiguration();
            KeySettings own = new KeySettings(7, null);
            KeySecret secret = configuration.keySecret(own, properties(home), agreed);
            assertThat(configuration.keySecret(own, properties(home), agreed).derive("a"))
                    .isEqualTo(secret.derive("a"))
                    .isNotEqualTo(secret.derive("b"));
            assertThatThrownBy(() -> configuration.keySecret(own, properties(home.resolve("other")), agreed))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another secret")
                    .hasMessageContaining("millrace.keys.secret");
            assertThatThrownBy(() -> configuration.keySecret(
                            new KeySettings(7, "00112233445566778899aabbccddeeff"), properties(home), agreed))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void settingsThatCannotWorkStopTheStartWithASentence() {
        assertThatThrownBy(() -> new KeySettings(5, null)).hasMessageContaining("6 to 10");
        assertThatThrownBy(() -> new KeySettings(7, "short")).hasMessageContaining("openssl rand -hex 32");
        assertThatThrownBy(() -> new KeySettings(7, "0".repeat(31))).hasMessageContaining("hexadecimal");
    }

    private static GatewayProperties properties(Path home) {
        return new GatewayProperties(
                URI.create("http://localhost:8080"),
                home,
                new GatewayProperties.Kafka(List.of("unused:1")),
                new GatewayProperties.TopicNames("unused."));
    }
}
