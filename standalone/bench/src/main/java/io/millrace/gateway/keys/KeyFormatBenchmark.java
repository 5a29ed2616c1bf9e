package io.millrace.gateway.keys;

import io.millrace.bench.MicroBenchmark;
import io.millrace.contracts.links.LinkKey;
import org.openjdk.jmh.annotations.Benchmark;

/** Short keys from counters and back; the baseline writes the number without permuting it. */
public class KeyFormatBenchmark extends MicroBenchmark {
    private static final int KEYS = 1 << 12;

    private final KeyFormat format = new KeyFormat(7, new KeySecret(new byte[KeySecret.MIN_BYTES]));
    private final LinkKey[] keys = new LinkKey[KEYS];
    private long counter;

    public KeyFormatBenchmark() {
        for (int i = 0; i < KEYS; i++) {
            keys[i] = format.encode(i);
        }
    }

    @Benchmark
    public LinkKey baseline() {
        return new LinkKey(Long.toString(1_000_000_000_000L + counter++, Character.MAX_RADIX));
    }

    @Benchmark
    public LinkKey encode() {
        return format.encode(counter++);
    }

    @Benchmark
    public long decode() {
        return format.decode(keys[(int) (counter++ & (KEYS - 1))].value());
    }
}
