package io.millrace.storage.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.storage.Race;
import io.millrace.storage.TestDatabase;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeySettingsTest {
    @Test
    void allIssuersAreToldTheFingerprintOfTheFirst() {
        KeySettings settings = new KeySettings(TestDatabase.shared());
        List<String> told = Race.of(12, i -> settings.claimFingerprint("fingerprint-" + i));
        assertThat(new HashSet<>(told)).hasSize(1);
        assertThat(settings.claimFingerprint("late").block(TestDatabase.LIMIT)).isEqualTo(told.get(0));
    }
}
