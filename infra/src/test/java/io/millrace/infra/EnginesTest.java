package io.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnginesTest {
    @Test
    void contactPointsAreSeparatedByCommas() {
        assertThat(engines("127.0.0.1:9042, ::1:9043,10.0.0.3:9042").contactPoints())
                .containsExactly(
                        new InetSocketAddress("127.0.0.1", 9042),
                        new InetSocketAddress("::1", 9043),
                        new InetSocketAddress("10.0.0.3", 9042));
    }

    @ParameterizedTest
    @CsvSource({
        "'cassandra', host:port",
        "':9042', host:port",
        "'a:1,,b:2', host:port",
        "'cassandra:ninety', not a number",
        "'cassandra:', not a number",
        "'cassandra:99999', port out of range",
    })
    void aContactPointThatIsNoneIsRefusedWithASentence(String text, String sentence) {
        assertThatThrownBy(() -> engines(text).contactPoints())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    private static Engines engines(String cassandra) {
        return new Engines("127.0.0.1:9092", cassandra, Engines.DEFAULT_DATACENTER);
    }
}
