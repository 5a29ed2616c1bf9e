package io.millrace.storage.blobs.s3;

import io.millrace.storage.blobs.BlobStoreUnavailable;
import java.util.ArrayDeque;
import java.util.Queue;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Lets a few uploads run and the others wait their turn, because each holds parts of its object in the heap. Thread-safe. */
final class UploadSlots {
    /** Uploads at once: with a part and some of the next each, some 80 MiB at most. */
    private static final int SLOTS = 8;

    /** Uploads that may wait; beyond that they are told to come again. */
    private static final int MAX_WAITING = 1_000;

    private final Queue<MonoSink<Boolean>> waiting = new ArrayDeque<>();
    private int free = SLOTS;

    /** The same upload, begun when there is a slot. */
    <T> Mono<T> take(Mono<T> upload) {
        return Mono.usingWhen(
                Mono.create(this::enter), slot -> upload, slot -> leave(), (slot, error) -> leave(), slot -> leave());
    }

    private void enter(MonoSink<Boolean> sink) {
        synchronized (this) {
            if (free > 0) {
                free--;
            } else if (waiting.size() < MAX_WAITING) {
                waiting.add(sink);
                sink.onCancel(() -> giveUp(sink));
                return;
            } else {
                sink.error(new BlobStoreUnavailable(
                        "Too many uploads wait for the object store", new IllegalStateException("queue full")));
                return;
            }
        }
        sink.success(true);
    }

    private void giveUp(MonoSink<Boolean> sink) {
        boolean waited;
        synchronized (this) {
            waited = waiting.remove(sink);
        }
        if (!waited) {
            // It was given a slot at the moment in which it went away.
            free();
        }
    }

    private Mono<Void> leave() {
        return Mono.fromRunnable(this::free);
    }

    private void free() {
        MonoSink<Boolean> next;
        synchronized (this) {
            next = waiting.poll();
            free += next == null ? 1 : 0;
        }
        if (next != null) {
            next.success(true);
        }
    }
}
