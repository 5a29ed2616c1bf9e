package io.millrace.storage.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.Race;
import io.millrace.storage.TestDatabase;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisitClaimsTest {
    private final VisitClaims one = new VisitClaims(TestDatabase.shared());
    private final VisitClaims other = new VisitClaims(TestDatabase.shared());

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 40", "7, 40", "40, 40", "60, 40", "500, 1500"})
    void aCrowdOnOneGatewayGetsExactlyTheVisitsThereAre(long limit, int crowd) {
        LinkKey key = new LinkKey("one-" + limit + "-" + crowd);
        assertThat(granted(Race.of(crowd, i -> one.take(key, limit)))).isEqualTo(Math.min(limit, crowd));
        assertThat(one.taken(key).block(TestDatabase.LIMIT)).isEqualTo(Math.min(limit, crowd));
    }

    @ParameterizedTest
    @CsvSource({"1, 40", "25, 80", "200, 80"})
    void aCrowdOnTwoGatewaysGetsExactlyTheVisitsThereAre(long limit, int crowd) {
        LinkKey key = new LinkKey("two-" + limit + "-" + crowd);
        assertThat(granted(Race.of(crowd, i -> (i % 2 == 0 ? one : other).take(key, limit))))
                .isEqualTo(Math.min(limit, crowd));
        assertThat(other.taken(key).block(TestDatabase.LIMIT)).isEqualTo(Math.min(limit, crowd));
    }

    @Test
    void whatOneGatewayTookIsGoneOnTheOther() {
        LinkKey key = new LinkKey("shared");
        assertThat(one.taken(key).block(TestDatabase.LIMIT)).isZero();
        assertThat(one.take(key, 2).block(TestDatabase.LIMIT)).isTrue();
        assertThat(other.take(key, 2).block(TestDatabase.LIMIT)).isTrue();
        assertThat(one.take(key, 2).block(TestDatabase.LIMIT)).isFalse();
        assertThat(other.take(key, 2).block(TestDatabase.LIMIT)).isFalse();
        // The owner allows one more.
        assertThat(one.take(key, 3).block(TestDatabase.LIMIT)).isTrue();
        assertThat(other.take(key, 3).block(TestDatabase.LIMIT)).isFalse();
    }

    private static int granted(List<Boolean> told) {
        return Collections.frequency(told, true);
    }
}
