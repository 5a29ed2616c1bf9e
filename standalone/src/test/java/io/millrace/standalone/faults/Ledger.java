package io.millrace.standalone.faults;

import io.millrace.standalone.load.RedirectLoad;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** What became of each visit of a load, and how long the answered ones took. */
final class Ledger implements RedirectLoad.Witness {
    private static final int LONGEST_MICROS = 10_000_000;

    private final Set<Long> answered = ConcurrentHashMap.newKeySet();
    private final Set<Long> unanswered = ConcurrentHashMap.newKeySet();
    private volatile AtomicLongArray micros = new AtomicLongArray(LONGEST_MICROS + 1);

    @Override
    public void answered(long visit, long nanos) {
        answered.add(visit);
        micros.incrementAndGet((int) Math.min(LONGEST_MICROS, nanos / 1_000));
    }

    @Override
    public void unanswered(long visit) {
        unanswered.add(visit);
    }

    Set<Long> answered() {
        return answered;
    }

    Set<Long> unanswered() {
        return unanswered;
    }

    /** The times of the answers since the last call. */
    Latencies cut() {
        AtomicLongArray taken = micros;
        micros = new AtomicLongArray(LONGEST_MICROS + 1);
        return new Latencies(taken);
    }

    /** Times by the microsecond, up to 10 s. */
    record Latencies(AtomicLongArray micros) {
        long count() {
            long count = 0;
            for (int i = 0; i < micros.length(); i++) {
                count += micros.get(i);
            }
            return count;
        }

        /** The time in milliseconds that this share of the answers took at most. */
        double millis(double share) {
            long most = (long) Math.ceil(count() * share);
            long seen = 0;
            for (int i = 0; i < micros.length(); i++) {
                seen += micros.get(i);
                if (seen >= most) {
                    return i / 1_000.0;
                }
            }
            return LONGEST_MICROS / 1_000.0;
        }
    }
}
