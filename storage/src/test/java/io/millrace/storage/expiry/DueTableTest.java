package io.millrace.storage.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.storage.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class DueTableTest {
    private static final Instant NINE = Instant.parse("2026-03-04T09:00:00Z");

    private final DueReads reads = new DueReads(TestDatabase.shared());
    private final DueWrites writes = new DueWrites(TestDatabase.shared());
    private final String kind = UUID.randomUUID().toString();

    @Test
    void whatIsDueComesBackSlotBySlotInTheOrderOfTime() {
        run(writes.put(List.of(due(25, "late"), due(3, "b"), due(3, "a"), due(-1, "early"), due(500, "next"))));
        List<DueSlot> slots = slots(0, 60);
        assertThat(slots).extracting(DueSlot::start).containsExactly(at(-10), at(0), at(20));
        assertThat(slots).flatMap(slot -> ids(slot, 60)).containsExactly("early", "a", "b", "late");
        assertThat(ids(slots.get(1), 2)).isEmpty();
        assertThat(slots(1, 60)).isEmpty();
    }

    @Test
    void whatWasSeenToIsForgottenAndWhatCameMeanwhileIsNot() {
        List<Due> many =
                IntStream.range(0, 1_500).mapToObj(i -> due(i % 10, "id" + i)).toList();
        run(writes.put(many));
        DueSlot slot = slots(0, 60).get(0);
        List<Due> read = reads.due(slot, at(60)).collectList().block(TestDatabase.LIMIT);
        assertThat(read).hasSize(1_500).isSortedAccordingTo((one, other) -> one.at()
                .compareTo(other.at()));

        Instant readAt = Instant.now().plus(DueWrites.CLOCK_SKEW).plusSeconds(1);
        run(writes.forget(slot, read.get(999), readAt));
        assertThat(ids(slot, 60)).hasSize(500);

        // As if it had been put while the slot was read: it is later than all that reading saw.
        Instant before = Instant.now().minus(Duration.ofMinutes(1));
        run(writes.put(List.of(due(9, "id1-meanwhile"))));
        run(writes.forget(slot, read.get(1_499), before));
        run(writes.forget(slot, before));
        assertThat(ids(slot, 60)).hasSize(501).contains("id1-meanwhile");
        assertThat(slots(0, 60)).containsExactly(slot);

        run(writes.forget(slot, read.get(1_499), readAt));
        run(writes.forget(slot, readAt));
        assertThat(ids(slot, 60)).isEmpty();
        assertThat(slots(0, 60)).isEmpty();
    }

    @Test
    void aSlotThatWasForgottenIsOnRecordAgainWithItsNextReminder() {
        run(writes.put(List.of(due(0, "one"))));
        run(writes.forget(slots(0, 60).get(0), Instant.now().plus(DueWrites.CLOCK_SKEW)));
        run(writes.put(List.of(due(1, "two"))));
        assertThat(slots(0, 60)).hasSize(1);
    }

    private Due due(int minute, String id) {
        return new Due(kind, 0, at(minute), id);
    }

    private static Instant at(int minute) {
        return NINE.plus(Duration.ofMinutes(minute));
    }

    private List<DueSlot> slots(int shard, int untilMinute) {
        return reads.slots(kind, shard, at(untilMinute)).collectList().block(TestDatabase.LIMIT);
    }

    private List<String> ids(DueSlot slot, int untilMinute) {
        return reads.due(slot, at(untilMinute)).map(Due::id).collectList().block(TestDatabase.LIMIT);
    }

    private static void run(Mono<Void> write) {
        write.block(TestDatabase.LIMIT);
    }
}
