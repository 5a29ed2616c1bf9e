package io.millrace.feedbuilder.records;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * The key of a record and the partition that it goes to, which are not always told by each other.
 *
 * @param key what is written
 * @param partition where
 */
public record Destination(String key, int partition) {
    public static final Serializer<Destination> KEY =
            (topic, destination) -> destination.key().getBytes(StandardCharsets.UTF_8);

    public static final StreamPartitioner<Destination, byte[]> PARTITION =
            (topic, destination, value, partitions) -> Optional.of(Set.of(destination.partition()));

    /** The partition in which a name stands wherever it decides. */
    public static int partition(String name, int partitions) {
        return BuiltInPartitioner.partitionForKey(name.getBytes(StandardCharsets.UTF_8), partitions);
    }
}
