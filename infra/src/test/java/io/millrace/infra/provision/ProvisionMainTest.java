package io.millrace.infra.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import io.millrace.contracts.Topics;
import io.millrace.infra.Engines;
import io.millrace.infra.cql.Sessions;
import io.millrace.infra.testing.SharedRuntime;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvisionMainTest {
    @Test
    void theFirstRunMakesTopicsAndTablesAndTheNextFindsThem() throws Exception {
        Engines engines = SharedRuntime.engines();
        String name =
                "p" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        ProvisionSettings settings = ProvisionSettings.of(Map.of(
                "MILLRACE_KAFKA_BOOTSTRAPSERVERS", engines.kafka(),
                "MILLRACE_CASSANDRA_CONTACTPOINTS", engines.cassandra(),
                "MILLRACE_CASSANDRA_DATACENTER", engines.datacenter(),
                "MILLRACE_TOPICS_PREFIX", name + ".",
                "MILLRACE_CASSANDRA_KEYSPACE", name));
        try (CqlSession session = Sessions.open(engines);
                Admin admin = Admin.create(Map.of("bootstrap.servers", engines.kafka()))) {
            ProvisionMain.provision(settings);
            session.execute("INSERT INTO " + name + ".key_settings (name, value) VALUES ('kept', 'yes')");
            ProvisionMain.provision(settings);

            assertThat(session.execute("SELECT value FROM " + name + ".key_settings WHERE name = 'kept'")
                            .one())
                    .isNotNull();
            assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).contains(Topics.LINKS.name(name + "."));
            session.execute("DROP KEYSPACE " + name);
        }
    }

    @Test
    void withoutAnyVariableItIsTheLocalDefault() {
        assertThat(ProvisionSettings.of(Map.of()))
                .isEqualTo(new ProvisionSettings(
                        new Engines("localhost:9092", "localhost:9042", "datacenter1"), "millrace.", "millrace", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "three", ""})
    void aNumberOfCopiesThatIsNoneIsRefusedWithASentence(String copies) {
        assertThatThrownBy(() -> ProvisionSettings.of(Map.of("MILLRACE_REPLICATION", copies)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MILLRACE_REPLICATION is a number of copies, 1 or more, not '" + copies + "'");
    }
}
