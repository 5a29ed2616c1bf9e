package io.millrace.storage.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.storage.Race;
import io.millrace.storage.TestDatabase;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyBlocksTest {
    private final List<KeyBlocks> gateways =
            Stream.generate(() -> new KeyBlocks(TestDatabase.shared())).limit(3).toList();

    @Test
    void noBlockIsGivenTwiceToGatewaysThatLeaseAtTheSameTime() {
        List<Long> blocks = Race.of(12, i -> gateways.get(i % 3).lease(6, 3));
        assertThat(blocks)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 12).boxed().toList());
        assertThat(marks(6)[3]).isEqualTo(12);
    }

    @Test
    void shardsAndLengthsCountApart() {
        List<Long> first =
                Race.of(KeyBlocks.SHARDS, shard -> gateways.get(shard % 3).lease(8, shard));
        assertThat(first).containsOnly(0L);
        assertThat(lease(8, 15)).isEqualTo(1);
        assertThat(lease(9, 15)).isZero();
    }

    @Test
    void theMarksSeeEveryLeaseThatWasAnswered() {
        assertThat(marks(10)).hasSize(KeyBlocks.SHARDS).containsOnly(0L);
        lease(10, 0);
        lease(10, 0);
        lease(10, 7);
        long[] marks = marks(10);
        assertThat(marks[0]).isEqualTo(2);
        assertThat(marks[7]).isEqualTo(1);
        assertThat(LongStream.of(marks).sum()).isEqualTo(3);
    }

    private long lease(int length, int shard) {
        Long block = gateways.get(0).lease(length, shard).block(TestDatabase.LIMIT);
        return block == null ? -1 : block;
    }

    private long[] marks(int length) {
        return gateways.get(1).marks(length).block(TestDatabase.LIMIT);
    }
}
