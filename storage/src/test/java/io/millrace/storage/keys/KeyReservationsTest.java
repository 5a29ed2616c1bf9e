package io.millrace.storage.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.storage.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyReservationsTest {
    private final KeyReservations reservations = new KeyReservations(TestDatabase.shared());

    @Test
    void aBlockHasItsOwnReservationsInRisingOrder() {
        long block = 1_000_000_007L;
        reserve(7, block, 30);
        reserve(7, block, 10);
        reserve(7, block, 20);
        reserve(7, block, 10);
        // The same slice: 256 blocks further.
        reserve(7, block + 256, 15);
        reserve(8, block, 16);
        assertThat(inBlock(7, block)).containsExactly(10L, 20L, 30L);
        assertThat(inBlock(7, block + 256)).containsExactly(15L);
        assertThat(inBlock(7, block + 1)).isEmpty();
    }

    @Test
    void allFindsTheReservationsOfEverySliceOfOneLength() {
        for (long block = 0; block < 300; block += 37) {
            reserve(9, block, block * 10_000 + 5);
        }
        reserve(10, 0, 1);
        assertThat(reservations.all(9).collectList().block(TestDatabase.LIMIT))
                .containsExactlyInAnyOrder(
                        5L, 370_005L, 740_005L, 1_110_005L, 1_480_005L, 1_850_005L, 2_220_005L, 2_590_005L, 2_960_005L);
    }

    private void reserve(int length, long block, long counter) {
        reservations.reserve(length, block, counter).block(TestDatabase.LIMIT);
    }

    private List<Long> inBlock(int length, long block) {
        return reservations.inBlock(length, block).collectList().block(TestDatabase.LIMIT);
    }
}
