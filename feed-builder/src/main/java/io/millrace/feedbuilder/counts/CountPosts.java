package io.millrace.feedbuilder.counts;

import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.feedbuilder.records.Destination;
import io.millrace.feedbuilder.records.Outgoing;
import io.millrace.streams.writeback.NodeForward;
import io.millrace.streams.writeback.WriteBackStore;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps of each post the last version that was told, and counts those of an author that reach followers; passes on each changed
 * count once a commit. A deletion is later than any version.
 */
final class CountPosts extends ContextualProcessor<byte[], PostEvent, Destination, byte[]> {
    private static final int ROW = Long.BYTES + 1;

    private final Outgoing outgoing = new Outgoing("/feed-builder/posts");
    private KeyValueStore<Bytes, byte[]> posts;
    private WriteBackStore<String, Tally> counts;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    CountPosts() {}

    @Override
    public void init(ProcessorContext<Destination, byte[]> context) {
        super.init(context);
        posts = context.getStateStore(CountsTopology.POSTS);
        counts = context.getStateStore(CountsTopology.POST_COUNTS);
        NodeForward<Destination, byte[]> onward = new NodeForward<>(context);
        counts.onFlush((author, count) ->
                onward.forward(outgoing.count(CountForm.count(count), count, context.currentSystemTimeMs())));
        counts.onFull(context::commit);
    }

    @Override
    public void process(Record<byte[], PostEvent> record) {
        PostEvent event = record.value();
        if (event == null) {
            return;
        }
        Post post = event.post();
        boolean deleted = event instanceof PostEvent.PostDeleted;
        long version = deleted ? Long.MAX_VALUE : post.version();
        Bytes key = Bytes.wrap(
                ByteBuffer.allocate(Long.BYTES).putLong(post.id().value()).array());
        byte[] before = posts.get(key);
        if (before != null && ByteBuffer.wrap(before).getLong() >= version) {
            return;
        }
        boolean counted = before != null && before[Long.BYTES] == 1;
        boolean counts = !deleted && post.reachesFollowers();
        posts.put(
                key,
                ByteBuffer.allocate(ROW)
                        .putLong(version)
                        .put((byte) (counts ? 1 : 0))
                        .array());
        if (counts != counted) {
            this.counts.edit(post.author().value()).add(counts ? 1 : -1);
        }
    }
}
