package io.millrace.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalSettingsTest {
    @Test
    void theHomeIsAbsoluteWhateverItIsCalledBy() {
        assertThat(LocalSettings.at(Path.of("a/../.millrace")).home())
                .isEqualTo(Path.of("").toAbsolutePath().resolve(".millrace"));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, kafkaPort", "65536, 0, kafkaPort", "0, -1, cassandraPort", "0, 70000, cassandraPort"})
    void aPortThatIsNoneIsRefusedWithASentence(int kafka, int cassandra, String name) {
        assertThatThrownBy(() -> settings(kafka, cassandra))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " is a port between 1 and 65535, or 0 for a free one: ");
    }

    @Test
    void twoEnginesCannotShareAPort() {
        assertThatThrownBy(() -> settings(9_092, 9_092))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kafkaPort and cassandraPort are both 9092: choose another for one of them");
        assertThat(settings(0, 0).kafkaPort()).isZero();
    }

    private static LocalSettings settings(int kafka, int cassandra) {
        return new LocalSettings(Path.of("home"), kafka, cassandra, null, null, "datacenter1", false, false);
    }
}
