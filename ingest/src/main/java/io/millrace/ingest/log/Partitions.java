package io.millrace.ingest.log;

import io.millrace.contracts.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Where keys are on the log: as the Kafka clients' own partitioner has it. */
public final class Partitions {
    private Partitions() {}

    /** The partition of a topic on which the events of that key are. */
    public static int of(Topic topic, String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % topic.partitions();
    }
}
