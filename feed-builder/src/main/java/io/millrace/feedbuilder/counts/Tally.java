package io.millrace.feedbuilder.counts;

/** A count while it changes. */
public final class Tally {
    private long value;
    private long revision;

    Tally(long value, long revision) {
        this.value = value;
        this.revision = revision;
    }

    public long value() {
        return value;
    }

    long revision() {
        return revision;
    }

    /** @param change one more or one less */
    public void add(int change) {
        value += change;
    }

    void revise(long moment) {
        revision = Math.max(revision + 1, moment);
    }
}
