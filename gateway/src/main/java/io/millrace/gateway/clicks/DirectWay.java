package io.millrace.gateway.clicks;

import io.millrace.gateway.log.ClickProducer;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a click without a journal: from a bounded queue in the heap straight to the producer. A crash loses what is
 * under way. It is there for machines without a disk, and to show what the journal is for.
 */
final class DirectWay implements ClickSink, ClickWay {
    private static final Logger log = LoggerFactory.getLogger(DirectWay.class);
    private static final int MAX_WAITING = 100_000;
    private static final long STOP_MILLIS = 5_000;

    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final String name = UUID.randomUUID().toString().substring(24);
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong shipped = new AtomicLong();
    private final Supplier<ClickProducer> producers;
    private final Thread thread;

    DirectWay(Supplier<ClickProducer> producers) {
        this.producers = producers;
        this.thread = new Thread(this::run, "click-sender");
        thread.setDaemon(true);
    }

    @Override
    public ClickSink sink() {
        return this;
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public boolean append(byte[] entry, int length) {
        boolean kept = waiting.offer(Arrays.copyOf(entry, length));
        if (!kept) {
            dropped.incrementAndGet();
        }
        return kept;
    }

    @Override
    public long dropped() {
        return dropped.get();
    }

    @Override
    public long shipped() {
        return shipped.get();
    }

    @Override
    public long backlogBytes() {
        return 0;
    }

    @Override
    public long unsafe() {
        return waiting.size();
    }

    private void run() {
        ClickJson json = new ClickJson();
        long position = 0;
        try (ClickProducer producer = producers.get()) {
            while (true) {
                byte[] entry = waiting.take();
                json.read(entry, entry.length, name, ++position);
                producer.send(json.key(), json.value(), json.id(), json.at(), json.atMillis(), failure -> {
                    (failure == null ? shipped : dropped).incrementAndGet();
                });
            }
        } catch (InterruptedException e) {
            log.debug("Clicks end with {} waiting", waiting.size());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
