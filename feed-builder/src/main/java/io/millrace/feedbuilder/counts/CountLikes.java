package io.millrace.feedbuilder.counts;

import io.millrace.contracts.posts.Like;
import io.millrace.feedbuilder.records.Destination;
import io.millrace.feedbuilder.records.Outgoing;
import io.millrace.streams.writeback.NodeForward;
import io.millrace.streams.writeback.WriteBackStore;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps of each post and user what was said last, and counts those who like; passes on each changed count once a commit. */
final class CountLikes extends ContextualProcessor<byte[], Like, Destination, byte[]> {
    private static final int ROW = Long.BYTES + 1;

    private final Outgoing outgoing = new Outgoing("/feed-builder/likes");
    private KeyValueStore<Bytes, byte[]> likes;
    private WriteBackStore<String, Tally> counts;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    CountLikes() {}

    @Override
    public void init(ProcessorContext<Destination, byte[]> context) {
        super.init(context);
        likes = context.getStateStore(CountsTopology.LIKES);
        counts = context.getStateStore(CountsTopology.LIKE_COUNTS);
        NodeForward<Destination, byte[]> onward = new NodeForward<>(context);
        counts.onFlush((post, count) ->
                onward.forward(outgoing.count(CountForm.count(count), count, context.currentSystemTimeMs())));
        counts.onFull(context::commit);
    }

    @Override
    public void process(Record<byte[], Like> record) {
        Like like = record.value();
        if (like == null) {
            return;
        }
        Bytes key = key(like);
        byte[] before = likes.get(key);
        long at = ChronoUnit.MICROS.between(Instant.EPOCH, like.at());
        if (before != null && ByteBuffer.wrap(before).getLong() >= at) {
            return;
        }
        boolean liked = before != null && before[Long.BYTES] == 1;
        likes.put(
                key,
                ByteBuffer.allocate(ROW)
                        .putLong(at)
                        .put((byte) (like.liked() ? 1 : 0))
                        .array());
        if (like.liked() != liked) {
            counts.edit(like.post().toString()).add(like.liked() ? 1 : -1);
        }
    }

    private static Bytes key(Like like) {
        byte[] user = like.user().value().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + user.length)
                .putLong(like.post().value())
                .put(user)
                .array());
    }
}
