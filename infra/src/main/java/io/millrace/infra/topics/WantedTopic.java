package io.millrace.infra.topics;

import io.millrace.contracts.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topic as the broker must have it.
 *
 * @param name the whole name
 * @param partitions the number of partitions
 * @param kept the broker's topic settings that the catalogue decides, whatever the number of copies
 */
record WantedTopic(String name, int partitions, Map<String, String> kept) {
    /** Long enough to look into what could not be read. */
    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);

    /** Small enough that a compacted topic of a quiet installation is compacted at all. */
    private static final String COMPACTED_SEGMENT_BYTES = Integer.toString(64 << 20);

    /** From this many copies on, an acknowledged record is on two brokers and one may be lost without a pause. */
    private static final int SAFE_REPLICATION = 3;

    /** The topic itself and one dead-letter topic for each of its consumers. */
    static List<WantedTopic> of(Topic topic, String prefix) {
        List<WantedTopic> all = new ArrayList<>();
        all.add(new WantedTopic(topic.name(prefix), topic.partitions(), kept(topic)));
        for (String consumer : topic.consumers()) {
            all.add(new WantedTopic(topic.deadLetterName(prefix, consumer), 1, deleting(DEAD_LETTER_RETENTION)));
        }
        return all;
    }

    /** All settings of a topic with this many copies. */
    Map<String, String> settings(int replication) {
        Map<String, String> settings = new TreeMap<>(kept);
        settings.put("min.insync.replicas", replication >= SAFE_REPLICATION ? "2" : "1");
        return settings;
    }

    private static Map<String, String> kept(Topic topic) {
        Map<String, String> settings =
                new TreeMap<>(topic.cleanup() == Topic.Cleanup.COMPACT ? compacting() : deleting(topic.retention()));
        if (topic.durability() == Topic.Durability.FLUSHED) {
            settings.put("flush.messages", "1");
        }
        return settings;
    }

    private static Map<String, String> compacting() {
        return Map.of("cleanup.policy", "compact", "segment.bytes", COMPACTED_SEGMENT_BYTES);
    }

    private static Map<String, String> deleting(Duration retention) {
        return Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(retention.toMillis()));
    }
}
