package io.millrace.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contracts.links.LinkEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    private final EventCodec<LinkEvent> codec = new EventCodec<>(EventFamily.LINKS);

    @Test
    void a_tick_reads_as_nothing() {
        assertThat(codec.read(headers(Map.of("ce_type", EventHeaders.TICK_TYPE))::get, null))
                .isNull();
    }

    @Test
    void an_unknown_type_is_unreadable() {
        assertUnreadable(Map.of("ce_type", "millrace.link.melted"), "{}", "millrace.link.melted");
    }

    @Test
    void a_missing_type_is_unreadable() {
        assertUnreadable(Map.of(), "{}", "ce_type is missing");
    }

    @Test
    void a_record_without_a_value_is_unreadable() {
        assertUnreadable(Map.of("ce_type", "millrace.link.created"), null, "has no value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "not JSON",
                "{}",
                "{\"link\":null}",
                "{\"link\":{}}",
                "{\"link\":7}",
                "{\"link\":{\"key\":\"a\"}}",
                "{\"link\":{\"key\":\"abcdefg\",\"key\":\"abcdefg\"}}"
            })
    void a_value_that_is_not_such_an_event_is_unreadable(String value) {
        assertUnreadable(Map.of("ce_type", "millrace.link.created"), value, "");
    }

    private void assertUnreadable(Map<String, String> headers, String value, String message) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> all = headers(headers);
        assertThatThrownBy(() -> codec.read(all::get, bytes))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining(message);
    }

    private static Map<String, byte[]> headers(Map<String, String> headers) {
        Map<String, byte[]> bytes = new HashMap<>();
        headers.forEach((name, value) -> bytes.put(name, value.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }
}
