package io.millrace.gateway.log;

import io.millrace.contracts.event.EventHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Records that a gateway appends to every partition of a topic for itself alone. One that comes back proves that everything
 * which was acknowledged before it was sent has come too. It carries the sender's monotonic clock, so no two clocks are
 * compared. For one thread.
 */
final class Ticks {
    private static final Header TYPE =
            new RecordHeader(EventHeaders.TYPE, EventHeaders.TICK_TYPE.getBytes(StandardCharsets.US_ASCII));

    private final String topic;
    private final byte[] key;
    private final long run = new SecureRandom().nextLong();
    private long[] sentAt = {};

    Ticks(String topic, String gateway) {
        this.topic = topic;
        this.key = ("tick:" + gateway).getBytes(StandardCharsets.US_ASCII);
    }

    /** Begins anew: nothing is proven of any partition. */
    void reset(int partitions) {
        sentAt = new long[partitions];
        Arrays.fill(sentAt, Long.MIN_VALUE);
    }

    /** Sends a tick to every partition. One that fails is no loss: others follow. */
    void send(Producer<byte[], byte[]> producer, long nowNanos) {
        byte[] value = ByteBuffer.allocate(16).putLong(run).putLong(nowNanos).array();
        for (int partition = 0; partition < sentAt.length; partition++) {
            producer.send(new ProducerRecord<>(topic, partition, key, value, List.of(TYPE)));
        }
    }

    /** Whether the record is a tick, of whichever gateway; takes note of it when it is an own one. */
    boolean take(ConsumerRecord<byte[], byte[]> record) {
        Header type = record.headers().lastHeader(EventHeaders.TYPE);
        if (type == null || !Arrays.equals(type.value(), TYPE.value())) {
            return false;
        }
        byte @Nullable [] value = record.value();
        if (value != null && value.length == 16 && Arrays.equals(record.key(), key)) {
            ByteBuffer tick = ByteBuffer.wrap(value);
            if (tick.getLong() == run) {
                sentAt[record.partition()] = Math.max(sentAt[record.partition()], tick.getLong());
            }
        }
        return true;
    }

    /** Up to when all partitions were read, as the monotonic clock had it; {@link Long#MIN_VALUE} before that is known. */
    long provenAt() {
        long proven = Long.MAX_VALUE;
        for (long sent : sentAt) {
            proven = Math.min(proven, sent);
        }
        return sentAt.length == 0 ? Long.MIN_VALUE : proven;
    }
}
