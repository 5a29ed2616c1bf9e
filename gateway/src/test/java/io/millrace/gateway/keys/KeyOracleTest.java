package io.millrace.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.keys.KeyBlocks;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeyOracleTest {
    private final KeyFormat format = new KeyFormat(7, new KeySecret(new byte[16]));
    private final AtomicLong now = new AtomicLong(1_000);
    private final KeyOracle oracle = new KeyOracle(format, now::get);

    @Test
    void untilItKnowsAllItNeedsEveryKeyCanExist() {
        LinkKey unissued = format.encode(format.bound() - 1);
        assertThat(oracle.canExist(unissued.value())).isTrue();
        oracle.learn(new long[KeyBlocks.SHARDS], now.get());
        assertThat(oracle.canExist(unissued.value())).isTrue();
        oracle.knowAllAliases();
        assertThat(oracle.canExist(unissued.value())).isFalse();
        assertThat(oracle.canExist("any-alias")).isTrue();
        assertThat(oracle.canExist("sixsix")).isTrue();
    }

    @Test
    void whatItLearnedTooLongAgoIsNotUsed() {
        oracle.knowAllAliases();
        oracle.learn(new long[KeyBlocks.SHARDS], now.get());
        String unissued = format.encode(5).value();
        now.addAndGet(KeyOracle.FRESH.toNanos());
        assertThat(oracle.canExist(unissued)).isFalse();
        now.addAndGet(1);
        assertThat(oracle.canExist(unissued)).isTrue();
    }

    @Test
    void aScanOfRandomKeysIsTurnedAway() {
        oracle.knowAllAliases();
        long[] leased = new long[KeyBlocks.SHARDS];
        java.util.Arrays.fill(leased, 100);
        oracle.learn(leased, now.get());
        SplittableRandom random = new SplittableRandom(7);
        int passed = 0;
        for (int i = 0; i < 100_000; i++) {
            passed += oracle.canExist(
                            format.encode(random.nextLong(format.bound())).value())
                    ? 1
                    : 0;
        }
        // 16 million of 3.5 million million keys are issued.
        assertThat(passed).isLessThan(20);
    }

    /** Leases, issues, aliases, news of other gateways and late answers in any order. */
    @Test
    void aKeyThatWasIssuedOrTakenIsNeverDenied() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        long[] leased = new long[KeyBlocks.SHARDS];
        java.util.List<String> known = new java.util.ArrayList<>();
        oracle.knowAllAliases();
        oracle.learn(leased.clone(), now.get());
        long[] late = leased.clone();
        for (int i = 0; i < 20_000; i++) {
            int shard = random.nextInt(KeyBlocks.SHARDS);
            switch (random.nextInt(5)) {
                case 0 -> late = leased.clone();
                case 1 -> oracle.learn(late, now.get());
                case 2 -> {
                    // Another gateway leases and issues; this one hears of the link.
                    leased[shard]++;
                    long block = Blocks.number(leased[shard] - 1, shard);
                    LinkKey key = format.encode(Blocks.first(block) + random.nextInt(Blocks.SIZE));
                    oracle.saw(key, false);
                    known.add(key.value());
                }
                case 3 -> {
                    LinkKey alias = format.encode(random.nextLong(format.bound()));
                    oracle.saw(alias, true);
                    known.add(alias.value());
                }
                default -> {
                    long counter = random.nextLong(format.bound());
                    oracle.learnAlias(counter);
                    known.add(format.encode(counter).value());
                }
            }
            String some = known.isEmpty() ? "abc" : known.get(random.nextInt(known.size()));
            assertThat(oracle.canExist(some))
                    .as("seed %d, step %d, key %s", seed, i, some)
                    .isTrue();
        }
    }
}
