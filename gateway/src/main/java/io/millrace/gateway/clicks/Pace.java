package io.millrace.gateway.clicks;

import java.util.function.DoubleSupplier;

/**
 * How fast the shipper may go. While the machine has processor time to spare it goes as fast as it can; when the machine is
 * busy it gives way to the redirects, down to a rate that any machine bears, because a click that is shipped is work for
 * the broker and for those who count it too. The journal keeps what waits, and the more of its room is taken, the less the
 * shipper gives way, so that nothing is dropped for politeness. For one thread.
 */
final class Pace {
    /** Clicks per second that are always shipped: what ordinary load is below. */
    static final double MIN_RATE = 5_000;

    static final double MAX_RATE = 1_000_000;
    private static final double BUSY = 0.90;
    private static final double SLOWER = 0.7;
    private static final double FASTER = 1.5;
    private static final double HURRY_FROM = 0.5;
    private static final long LOOK_NANOS = 250_000_000;
    private static final double BURST_SECONDS = 0.1;

    private final DoubleSupplier processorLoad;
    private final DoubleSupplier backlog;
    private double rate = MIN_RATE;
    private double allowed;
    private long lastLook;
    private long lastTake;

    /**
     * @param processorLoad how busy the machine's processors were lately, 0 to 1; negative if it is not known
     * @param backlog how much of the journal's room is taken, 0 to 1
     */
    Pace(DoubleSupplier processorLoad, DoubleSupplier backlog, long nowNanos) {
        this.processorLoad = processorLoad;
        this.backlog = backlog;
        this.lastLook = nowNanos;
        this.lastTake = nowNanos;
    }

    /** How many clicks may be shipped now. What is not taken by {@link #took} stays for later, up to 100 ms worth. */
    int allowed(long nowNanos) {
        if (nowNanos - lastLook >= LOOK_NANOS) {
            lastLook = nowNanos;
            look();
        }
        allowed = Math.min(allowed + rate * (nowNanos - lastTake) / 1e9, rate * BURST_SECONDS);
        lastTake = nowNanos;
        return (int) allowed;
    }

    void took(int clicks) {
        allowed -= clicks;
    }

    /** Clicks per second. */
    double rate() {
        return rate;
    }

    private void look() {
        double load = processorLoad.getAsDouble();
        double wanted = load > BUSY ? rate * SLOWER : rate * FASTER;
        double hurry = (backlog.getAsDouble() - HURRY_FROM) / (1 - HURRY_FROM) * MAX_RATE / 4;
        rate = Math.min(MAX_RATE, Math.max(MIN_RATE, Math.max(wanted, hurry)));
    }
}
