package io.millrace.infra.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.infra.Engines;
import io.millrace.infra.S3Server;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    @Test
    void namesTheClustersThatAreThereAlready() {
        assertThat(Environment.engines(Map.of("MILLRACE_KAFKA", "k:1", "MILLRACE_CASSANDRA", "c:2")))
                .contains(new Engines("k:1", "c:2", "datacenter1"));
        assertThat(Environment.engines(Map.of(
                        "MILLRACE_KAFKA", "k:1", "MILLRACE_CASSANDRA", "c:2", "MILLRACE_CASSANDRA_DATACENTER", "oslo")))
                .contains(new Engines("k:1", "c:2", "oslo"));
    }

    @Test
    void namesNoneWhenNothingIsSet() {
        assertThat(Environment.engines(Map.of())).isEmpty();
        assertThat(Environment.engines(Map.of("MILLRACE_KAFKA", " ", "MILLRACE_CASSANDRA", "")))
                .isEmpty();
        assertThat(Environment.s3(Map.of())).isEmpty();
        assertThat(Environment.s3(Map.of("MILLRACE_S3", " "))).isEmpty();
    }

    @Test
    void namesTheS3ServerThatIsThereAlready() {
        assertThat(Environment.s3(Map.of(
                        "MILLRACE_S3", "http://s:1", "MILLRACE_S3_ACCESS_KEY", "a", "MILLRACE_S3_SECRET_KEY", "b")))
                .contains(S3Server.at(URI.create("http://s:1"), "a", "b"));
    }

    @Test
    void oneWithoutTheOtherIsAMistake() {
        for (String only : new String[] {"MILLRACE_KAFKA", "MILLRACE_CASSANDRA"}) {
            assertThatThrownBy(() -> Environment.engines(Map.of(only, "host:1")))
                    .hasMessage("Set both MILLRACE_KAFKA and MILLRACE_CASSANDRA, or none of them.");
        }
    }
}
