package io.millrace.gateway.keys;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;
import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.keys.KeyBlocks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells without a read that a key cannot exist: it has the form of an issued key, its counter lies beyond all leased blocks,
 * and no alias has it. So a scan of random keys costs nothing but a permutation.
 *
 * <p>It may say "can exist" of a key that does not, never the other way about: where it has not yet learned all it needs, or
 * learned it too long ago, every key can exist. Thread-safe.
 */
public final class KeyOracle {
    /** How old the knowledge of leased blocks may be. */
    static final Duration FRESH = Duration.ofSeconds(5);

    private static final int EXPECTED_ALIASES = 1_000_000;

    private final KeyFormat format;
    private final LongSupplier nanoTime;
    private final BloomFilter<CharSequence> aliases =
            BloomFilter.create(Funnels.stringFunnel(StandardCharsets.US_ASCII), EXPECTED_ALIASES, 0.01);
    private volatile @Nullable Marks marks;
    private volatile boolean aliasesKnown;

    /** How many blocks each shard had leased, and when that was asked. */
    private record Marks(long[] leased, long askedAt) {}

    /**
     * @param nanoTime a clock like {@link System#nanoTime()}
     */
    KeyOracle(KeyFormat format, LongSupplier nanoTime) {
        this.format = format;
        this.nanoTime = nanoTime;
    }

    /** Whether there can be a link with this key. */
    public boolean canExist(CharSequence key) {
        if (!format.hasForm(key)) {
            return true;
        }
        Marks known = marks;
        if (known == null || !aliasesKnown || nanoTime.getAsLong() - known.askedAt() > FRESH.toNanos()) {
            return true;
        }
        return Blocks.isLeased(Blocks.of(format.decode(key)), known.leased()) || aliases.mightContain(key);
    }

    /** Takes in a link that another gateway may have made since the marks were read. */
    public void saw(LinkKey key, boolean alias) {
        String text = key.value();
        if (!format.hasForm(text)) {
            return;
        }
        if (alias) {
            aliases.put(text);
        } else {
            raise(Blocks.of(format.decode(text)));
        }
    }

    private synchronized void raise(long block) {
        Marks known = marks;
        if (known == null || Blocks.isLeased(block, known.leased())) {
            return;
        }
        long[] raised = known.leased().clone();
        raised[(int) (block % KeyBlocks.SHARDS)] = block / KeyBlocks.SHARDS + 1;
        marks = new Marks(raised, known.askedAt());
    }

    /**
     * Takes in how many blocks each shard has leased.
     *
     * @param askedAt the clock's time before that was asked
     */
    synchronized void learn(long[] leased, long askedAt) {
        Marks known = marks;
        long[] highest = leased.clone();
        for (int shard = 0; known != null && shard < highest.length; shard++) {
            highest[shard] = Math.max(highest[shard], known.leased()[shard]);
        }
        marks = new Marks(highest, askedAt);
    }

    /** Takes in a key-shaped alias that is in the tables. */
    void learnAlias(long counter) {
        aliases.put(format.encode(counter).value());
    }

    /** From now on all aliases are known: those in the tables were read, and later ones come by {@link #saw}. */
    void knowAllAliases() {
        aliasesKnown = true;
    }
}
