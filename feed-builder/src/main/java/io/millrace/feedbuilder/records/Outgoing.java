package io.millrace.feedbuilder.records;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.feed.Delivery;
import io.millrace.contracts.feed.FanoutTask;
import io.millrace.contracts.feed.PullPost;
import io.millrace.contracts.posts.Count;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes the records of one processor. Each goes where its readers look for it: tasks and deliveries to the partition of those
 * who receive, pull posts to that of the author, counts to that of what is counted.
 */
public final class Outgoing {
    private static final EventCodec<FanoutTask> TASKS = new EventCodec<>(EventFamily.FANOUT);
    private static final EventCodec<Delivery> DELIVERIES = new EventCodec<>(EventFamily.DELIVERIES);
    private static final EventCodec<PullPost> PULL_POSTS = new EventCodec<>(EventFamily.PULL_POSTS);
    private static final EventCodec<Count> COUNTS = new EventCodec<>(EventFamily.COUNTS);

    private final String source;

    /** @param source who writes, as CloudEvents has it, for example {@code /feed-builder/posts} */
    public Outgoing(String source) {
        this.source = source;
    }

    /** @param id names the event; unique for the source */
    public Record<Destination, byte[]> task(FanoutTask task, String id, long now) {
        int partition = task.bucket() % Topics.FEED_DELIVERIES.partitions();
        return record(TASKS, task, new Destination(task.author() + "/" + task.bucket(), partition), id, now);
    }

    /** @param partition that of the followers' feeds */
    public Record<Destination, byte[]> delivery(Delivery delivery, int partition, String id, long now) {
        return delivery(delivery, DELIVERIES.value(delivery), partition, id, now);
    }

    /**
     * A delivery that is written down already.
     *
     * @param delivery tells the author; its posts and followers may be left out
     * @param value the whole of it
     */
    public Record<Destination, byte[]> delivery(Delivery delivery, byte[] value, int partition, String id, long now) {
        Destination destination = new Destination(delivery.author().value(), partition);
        return new Record<>(destination, value, now, headers(DELIVERIES, delivery, id, now));
    }

    public Record<Destination, byte[]> pullPost(PullPost post, String id, long now) {
        int partition = partition(post.author(), Topics.FEED_PULL_AUTHORS);
        return record(PULL_POSTS, post, new Destination(post.post().toString(), partition), id, now);
    }

    /** @param value the count as it is written down */
    public Record<Destination, byte[]> count(Count count, byte[] value, long now) {
        String key = count.of().name().toLowerCase(java.util.Locale.ROOT) + "/" + count.subject();
        Destination destination = new Destination(key, Destination.partition(key, Topics.COUNTS.partitions()));
        return new Record<>(destination, value, now, headers(COUNTS, count, key + "|" + count.revision(), now));
    }

    private static int partition(OwnerId owner, Topic topic) {
        return Destination.partition(owner.value(), topic.partitions());
    }

    private <E> Record<Destination, byte[]> record(
            EventCodec<E> codec, E event, Destination destination, String id, long now) {
        return new Record<>(destination, codec.value(event), now, headers(codec, event, id, now));
    }

    private <E> RecordHeaders headers(EventCodec<E> codec, E event, String id, long now) {
        RecordHeaders headers = new RecordHeaders();
        codec.headers(new Event<>(id, source, Instant.ofEpochMilli(now), event)).forEach(headers::add);
        return headers;
    }
}
