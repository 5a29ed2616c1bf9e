package io.millrace.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CassandraSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "'localhost', millrace, contact-points must be host:port",
        "'localhost:x', millrace, contact-points must be host:port",
        "'localhost:99999', millrace, contact-points must be host:port",
        "'a:1,,b:2', millrace, contact-points must be host:port",
        "'a:1', Millrace, keyspace must be",
        "'a:1', 'a; DROP KEYSPACE b', keyspace must be",
    })
    void aWrongValueStopsTheStartWithASentence(String contactPoints, String keyspace, String sentence) {
        assertThatThrownBy(() -> CassandraSettings.of(contactPoints, keyspace))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("millrace.cassandra." + sentence);
    }

    @Test
    void aUserNeedsAPasswordAndNeitherIsPrinted() {
        assertThatThrownBy(() -> withUser("ada", null)).hasMessageContaining("username and password must both be set");
        assertThat(withUser("ada", "s3cret").toString()).doesNotContain("s3cret");
    }

    @Test
    void aNodeThatDoesNotAnswerIsReportedWithWhereItWasLookedFor() {
        CassandraSettings nobody = new CassandraSettings(
                List.of("127.0.0.1:1"),
                "datacenter1",
                "millrace",
                Consistency.LOCAL_ONE,
                null,
                null,
                false,
                Duration.ofMillis(1),
                Duration.ofSeconds(1),
                1,
                1);
        assertThatThrownBy(() -> Cassandra.connect(nobody))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No Cassandra node answered at [127.0.0.1:1]");
    }

    @Test
    void aKeyspaceThatIsNotThereIsReported() {
        assertThatThrownBy(() -> TestDatabase.connect("nobody_made_this"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Cannot use keyspace nobody_made_this");
    }

    private static CassandraSettings withUser(String user, String password) {
        return new CassandraSettings(
                List.of("a:1"),
                "datacenter1",
                "millrace",
                Consistency.LOCAL_QUORUM,
                user,
                password,
                false,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1,
                1);
    }
}
