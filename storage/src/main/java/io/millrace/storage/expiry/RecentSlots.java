package io.millrace.storage.expiry;

import java.util.LinkedHashMap;
import java.util.Map;

/** Slots that are certainly on record: spares the same row for every link that ends in the same ten minutes. */
final class RecentSlots {
    private static final int CAPACITY = 10_000;

    private final Map<DueSlot, Boolean> recent = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DueSlot, Boolean> eldest) {
            return size() > CAPACITY;
        }
    };

    /** Those that have begun are no longer certain. */
    synchronized boolean contains(DueSlot slot) {
        return recent.get(slot) != null && slot.start().toEpochMilli() > System.currentTimeMillis() + 60_000;
    }

    synchronized void add(DueSlot slot) {
        recent.put(slot, true);
    }
}
