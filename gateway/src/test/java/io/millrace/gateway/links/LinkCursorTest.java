package io.millrace.gateway.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.links.IndexPosition;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkCursorTest {
    @Test
    void aCursorIsReadAsItWasWrittenAndCanStandInAnAddress() {
        for (long millis : new long[] {0, 1, 1_700_000_000_123L, -1}) {
            IndexPosition position = new IndexPosition(Instant.ofEpochMilli(millis), new LinkKey("a_b-C9"));
            String cursor = LinkCursor.write(position);
            assertThat(cursor).matches("[A-Za-z0-9_-]+");
            assertThat(LinkCursor.read(cursor)).isEqualTo(position);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1/", "/abc", "x/abc", "1/a", "1/a b c", "99999999999999999999/abc", "1/abc/def"})
    void whatWasNotAnsweredAsOneIsRefused(String content) {
        String cursor = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> LinkCursor.read(cursor))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.type()).isEqualTo(ProblemType.INVALID_PARAMETER));
        assertThatThrownBy(() -> LinkCursor.read("***")).isInstanceOf(Problem.class);
    }
}
