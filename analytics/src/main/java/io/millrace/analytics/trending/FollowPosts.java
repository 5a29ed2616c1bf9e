package io.millrace.analytics.trending;

import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps for each post of the kept hours what was counted of it, and passes on by how much that changed. */
final class FollowPosts extends ContextualProcessor<byte[], PostEvent, String, TagChange> {
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);
    private static final int SWEPT_AT_ONCE = 10_000;

    private KeyValueStore<Bytes, byte[]> posts;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    FollowPosts() {}

    @Override
    public void init(ProcessorContext<String, TagChange> context) {
        super.init(context);
        posts = context.getStateStore(TrendingTopology.COUNTED_POSTS);
        context.schedule(SWEEP_INTERVAL, PunctuationType.STREAM_TIME, now -> dropBefore(Hours.oldest(context)));
    }

    @Override
    public void process(Record<byte[], PostEvent> record) {
        PostEvent event = record.value();
        if (event == null) {
            return;
        }
        PostId post = event.post().id();
        Instant hour = Hours.of(post.time());
        if (hour.isBefore(Hours.oldest(context()))) {
            return;
        }
        CountedPost before = CountedPost.read(posts.get(key(post.value())));
        CountedPost after = CountedPost.after(event);
        if (after.version() <= before.version()) {
            return;
        }
        posts.put(key(post.value()), after.toBytes());
        before.tags().stream().filter(tag -> !after.tags().contains(tag)).forEach(tag -> context()
                .forward(change(record, tag, hour, -1)));
        after.tags().stream().filter(tag -> !before.tags().contains(tag)).forEach(tag -> context()
                .forward(change(record, tag, hour, 1)));
    }

    private static Record<String, TagChange> change(
            Record<byte[], PostEvent> record, String tag, Instant hour, int by) {
        return record.withKey(tag).withValue(new TagChange(hour, by)).withHeaders(new RecordHeaders());
    }

    /** Ids sort by time, so the oldest posts come first. */
    private void dropBefore(Instant oldest) {
        List<Bytes> old = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = posts.range(null, key(TimeOrderedId.floor(oldest)))) {
            while (entries.hasNext() && old.size() < SWEPT_AT_ONCE) {
                old.add(entries.next().key);
            }
        }
        old.forEach(posts::delete);
    }

    private static Bytes key(long post) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(post).array());
    }
}
