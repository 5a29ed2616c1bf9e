package io.millrace.storage.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.storage.Race;
import io.millrace.storage.TestDatabase;
import io.millrace.storage.idempotency.IdempotencyKeys.State;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdempotencyKeysTest {
    private static final byte[] ASKED = {1, 2, 3};

    private final IdempotencyKeys keys = new IdempotencyKeys(TestDatabase.shared());
    private final String key = UUID.randomUUID().toString();

    @Test
    void ofManyWhoTakeAKeyExactlyOneIsToldThatItIsTheirs() {
        for (int round = 0; round < 10; round++) {
            String contested = key + round;
            assertThat(Race.of(12, i -> keys.claim("ada", contested).map(State.Mine.class::isInstance)))
                    .filteredOn(won -> won)
                    .hasSize(1);
        }
    }

    @Test
    void theAnswerIsKeptAsItWas() {
        FirstAnswer answer = new FirstAnswer(201, ASKED, Map.of("ETag", "\"1\""), "made".getBytes());
        assertThat(keys.complete("ada", key, mine(), answer).block(TestDatabase.LIMIT))
                .isTrue();
        State state = keys.claim("ada", key).block(TestDatabase.LIMIT);
        assertThat(state).isInstanceOf(State.Answered.class);
        assertThat(((State.Answered) state).answer()).usingRecursiveComparison().isEqualTo(answer);
        assertThat(keys.claim("grace", key).block(TestDatabase.LIMIT)).isInstanceOf(State.Mine.class);
    }

    @Test
    void aKeyThatWasGivenBackCanBeTakenAgainAndTheFormerClaimCompletesNothing() {
        UUID former = mine();
        keys.release("ada", key, former).block(TestDatabase.LIMIT);
        UUID later = mine();
        keys.release("ada", key, former).block(TestDatabase.LIMIT);
        FirstAnswer answer = new FirstAnswer(201, ASKED, Map.of(), new byte[0]);
        assertThat(keys.complete("ada", key, former, answer).block(TestDatabase.LIMIT))
                .isFalse();
        assertThat(keys.claim("ada", key).block(TestDatabase.LIMIT)).isInstanceOf(State.UnderWay.class);
        assertThat(keys.complete("ada", key, later, answer).block(TestDatabase.LIMIT))
                .isTrue();
    }

    private UUID mine() {
        return ((State.Mine) keys.claim("ada", key).block(TestDatabase.LIMIT)).claim();
    }
}
