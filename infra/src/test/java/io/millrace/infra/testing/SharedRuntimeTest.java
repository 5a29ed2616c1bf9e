package io.millrace.infra.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.millrace.contracts.Topics;
import io.millrace.infra.S3Server;
import io.millrace.infra.cql.Sessions;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class SharedRuntimeTest {
    @Test
    void everyFreshKeyspaceHasTheTablesOfAllFeatures() {
        String keyspace = SharedRuntime.freshKeyspace();
        String emptied = SharedRuntime.emptyKeyspace();
        assertThat(emptied).isNotEqualTo(keyspace);
        try (CqlSession session = Sessions.open(SharedRuntime.engines())) {
            assertThat(session.execute("SELECT key FROM " + keyspace + ".links"))
                    .isEmpty();
            assertThat(session.execute("SELECT shard FROM " + keyspace + ".key_blocks"))
                    .isEmpty();
            assertThat(session.execute("SELECT part FROM " + keyspace + ".telemetry_rollups"))
                    .isEmpty();
            session.execute("INSERT INTO " + emptied + ".key_settings (name, value) VALUES ('a', 'b')");
            assertThat(SharedRuntime.emptyKeyspace()).isEqualTo(emptied);
            assertThat(session.execute("SELECT name FROM " + emptied + ".key_settings"))
                    .isEmpty();
        }
    }

    @Test
    void everyFreshBucketIsAnotherOneOfAServerThatAsksForASignature() throws Exception {
        S3Server server = SharedRuntime.freshBucket();
        S3Server other = SharedRuntime.freshBucket();
        assertThat(other).isNotEqualTo(server).isEqualTo(server.withBucket(other.bucket()));
        HttpURLConnection request =
                (HttpURLConnection) server.endpoint().toURL().openConnection();
        assertThat(request.getResponseCode()).isEqualTo(HttpURLConnection.HTTP_FORBIDDEN);
    }

    @Test
    void everyFreshPrefixHasTheTopicsOfTheCatalogue() throws Exception {
        String prefix = SharedRuntime.freshPrefix();
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", SharedRuntime.engines().kafka()))) {
            Set<String> names = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            assertThat(names)
                    .contains(
                            Topics.LINKS.name(prefix),
                            Topics.CLICKS.name(prefix),
                            Topics.TELEMETRY_ROLLUPS.name(prefix),
                            Topics.CLICKS.deadLetterName(prefix, Topics.ANALYTICS));
        }
    }
}
