package io.millrace.contracts;

import java.time.Duration;
import java.util.List;

/**
 * One topic of the log: what is on it, how it is cut and how long it stays.
 *
 * @param entity the last part of the topic's name, for example {@code links}; the whole name is {@code <prefix><entity>}
 * @param key what the record key is, in words
 * @param value the family of events or values that the topic carries
 * @param partitions the number of partitions; fixed for the life of a topic, because keys are hashed to partitions
 * @param cleanup what happens to old records
 * @param retention how long records stay; ignored for {@link Cleanup#COMPACT}
 * @param durability whether the broker flushes each batch to disk before it acknowledges it
 * @param consumers the modules that build views of it; each has a topic beside this one for what it could not read
 */
public record Topic(
        String entity,
        String key,
        Class<?> value,
        int partitions,
        Cleanup cleanup,
        Duration retention,
        Durability durability,
        List<String> consumers) {

    /** What the broker does with old records. */
    public enum Cleanup {
        /** The last record of each key stays for ever. */
        COMPACT,
        /** Records older than the retention go. */
        DELETE
    }

    /** When an acknowledged record is safe from a power cut. */
    public enum Durability {
        /** At once: the broker runs with {@code flush.messages=1} for this topic. */
        FLUSHED,
        /** When the operating system writes it back; replicas and the producer's journal cover the gap. */
        REPLICATED
    }

    public Topic {
        consumers = List.copyOf(consumers);
        if (!entity.matches("[a-z]+(-[a-z]+)*(\\.[a-z]+(-[a-z]+)*)*")) {
            throw new IllegalArgumentException("A topic's entity is lower-case words joined by '-' or '.': " + entity);
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("A topic has at least one partition: " + entity);
        }
    }

    /** The name on the broker. */
    public String name(String prefix) {
        return prefix + entity;
    }

    /**
     * The name of the topic that takes what a consumer of this one could not read.
     *
     * @throws IllegalArgumentException if the catalogue has no such consumer, and the broker therefore no such topic
     */
    public String deadLetterName(String prefix, String consumer) {
        if (!consumers.contains(consumer)) {
            throw new IllegalArgumentException(consumer + " is not among the consumers of " + entity);
        }
        return prefix + entity + "." + consumer + ".dlq";
    }
}
