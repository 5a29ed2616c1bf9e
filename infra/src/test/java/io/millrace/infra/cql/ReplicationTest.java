package io.millrace.infra.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicationTest {
    @Test
    void isWrittenAsDatacentersAndCopies() {
        Replication replication = Replication.parse("oslo:3, bergen:2");
        assertThat(replication.byDatacenter()).isEqualTo(Map.of("oslo", 3, "bergen", 2));
        assertThat(replication.toCql()).isEqualTo("{'class': 'NetworkTopologyStrategy', 'bergen': 2, 'oslo': 3}");
        assertThat(Replication.single().byDatacenter()).isEqualTo(Map.of("datacenter1", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "oslo", "oslo:", "oslo:three", "oslo:0", "oslo:-1", "oslo:3,oslo:2"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Replication.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
