package io.millrace.gateway.clicks;

import io.millrace.gateway.log.ClickProducer;
import java.nio.BufferUnderflowException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries clicks from the journal to the log, in order, and acknowledges in the journal what the brokers have acknowledged,
 * without gaps. After a failure it starts again from there: a click may be sent twice, under the same id. One thread of its
 * own; the threads that append are never held up by it.
 */
final class ClickShipper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ClickShipper.class);
    private static final int MAX_UNACKNOWLEDGED = 20_000;
    private static final int GROUP = 500;
    private static final long IDLE_NANOS = 10_000_000;
    private static final long BACKOFF_NANOS = 1_000_000_000;
    private static final long DRAIN_MILLIS = 10_000;

    private final ClickJournal journal;
    private final Supplier<ClickProducer> producers;
    private final Pace pace;
    private final Thread thread;
    private final ClickJson json = new ClickJson();
    private final Deque<Group> unacknowledged = new ArrayDeque<>();
    private volatile boolean draining;
    private volatile boolean stopped;
    private final AtomicLong shipped = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();

    ClickShipper(ClickJournal journal, Supplier<ClickProducer> producers, Pace pace) {
        this.journal = journal;
        this.producers = producers;
        this.pace = pace;
        this.thread = new Thread(this::run, "click-shipper");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** How many clicks were acknowledged by the brokers. */
    long shipped() {
        return shipped.get();
    }

    /** How many entries of the journal could not be understood and were passed over. */
    long unreadable() {
        return unreadable.get();
    }

    /** Ships what is left in the journal, for at most 10 s, and ends. What is left then is shipped at the next start. */
    @Override
    public void close() {
        draining = true;
        LockSupport.unpark(thread);
        try {
            thread.join(DRAIN_MILLIS);
            stopped = true;
            LockSupport.unpark(thread);
            thread.join(DRAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    /** Clicks that were sent one after the other and are acknowledged together. */
    private static final class Group implements ClickProducer.Acknowledgement {
        private final Attempt attempt;
        private final AtomicInteger waiting = new AtomicInteger(1);
        private int size;
        private long end;

        Group(Attempt attempt) {
            this.attempt = attempt;
        }

        @Override
        public void done(@Nullable Exception problem) {
            if (problem != null) {
                // It stays waiting for ever: what failed is not acknowledged.
                attempt.failure = problem;
            } else {
                waiting.decrementAndGet();
            }
        }

        boolean isDone() {
            return waiting.get() == 0;
        }
    }

    /** What one producer has sent. Its first failure is its end, so that no later click overtakes the one that failed. */
    private static final class Attempt {
        private volatile @Nullable Exception failure;

        boolean hasFailed() {
            return failure != null;
        }

        void check() throws SendFailed {
            Exception cause = failure;
            if (cause != null) {
                throw new SendFailed(cause);
            }
        }
    }

    private void run() {
        while (!stopped) {
            unacknowledged.clear();
            try (ClickProducer producer = producers.get()) {
                ship(producer);
                return;
            } catch (SendFailed | RuntimeException e) {
                log.warn("Clicks wait in the journal: {}", e.toString());
            }
            LockSupport.parkNanos(BACKOFF_NANOS);
            if (draining) {
                return;
            }
        }
    }

    private void ship(ClickProducer producer) throws SendFailed {
        JournalReader reader = journal.reader();
        Attempt attempt = new Attempt();
        int inFlight = 0;
        while (!stopped) {
            inFlight -= acknowledge();
            attempt.check();
            int allowed = draining ? GROUP : Math.min(GROUP, pace.allowed(System.nanoTime()));
            int sent = send(producer, reader, attempt, Math.min(allowed, MAX_UNACKNOWLEDGED - inFlight));
            inFlight += sent;
            pace.took(sent);
            if (sent == 0 && allowed > 0 && inFlight == 0) {
                journal.acknowledge(reader.endPosition());
                if (draining) {
                    return;
                }
            }
            if (sent < GROUP) {
                LockSupport.parkNanos(IDLE_NANOS);
            }
        }
    }

    private int send(ClickProducer producer, JournalReader reader, Attempt attempt, int most) {
        Group group = new Group(attempt);
        while (group.size < most && !attempt.hasFailed() && reader.next()) {
            if (read(reader)) {
                group.size++;
                group.waiting.incrementAndGet();
                producer.send(json.key(), json.value(), json.id(), json.at(), json.atMillis(), group);
            }
        }
        if (group.size > 0) {
            group.end = reader.endPosition();
            unacknowledged.add(group);
            group.waiting.decrementAndGet();
        }
        return group.size;
    }

    private boolean read(JournalReader reader) {
        try {
            json.read(reader.entry(), reader.length(), reader.journalName(), reader.entryPosition());
            return true;
        } catch (IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
            if (unreadable.getAndIncrement() == 0) {
                log.error("An entry of the click journal cannot be read and is passed over", e);
            }
            return false;
        }
    }

    private int acknowledge() {
        int done = 0;
        for (Group first = unacknowledged.peek(); first != null && first.isDone(); first = unacknowledged.peek()) {
            unacknowledged.remove();
            journal.acknowledge(first.end);
            done += first.size;
        }
        shipped.addAndGet(done);
        return done;
    }

    /** This producer is of no further use: the next one starts from what was acknowledged. */
    private static final class SendFailed extends Exception {
        SendFailed(Exception cause) {
            super(cause.toString(), cause);
        }
    }
}
