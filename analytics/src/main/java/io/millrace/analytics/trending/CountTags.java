package io.millrace.analytics.trending;

import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.trending.TrendingTags;
import io.millrace.streams.writeback.NodeForward;
import io.millrace.streams.writeback.WriteBackStore;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Counts on how many posts of each hour a tag is, and passes on the tags that are on most, once a commit where they changed. */
final class CountTags extends ContextualProcessor<String, TagChange, String, byte[]> {
    private static final EventCodec<TrendingTags> CODEC = new EventCodec<>(EventFamily.TRENDING);
    private static final String SOURCE = "/analytics/trending";
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);
    private static final int SWEPT_AT_ONCE = 10_000;

    private WriteBackStore<TagHour, TagCount> counts;
    private WriteBackStore<Instant, Ranking> rankings;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    CountTags() {}

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        counts = context.getStateStore(TrendingTopology.TAG_COUNTS);
        rankings = context.getStateStore(TrendingTopology.RANKINGS);
        NodeForward<String, byte[]> onward = new NodeForward<>(context);
        rankings.onFlush((hour, ranking) -> onward.forward(record(ranking, context.currentSystemTimeMs())));
        counts.onFull(context::commit);
        context.schedule(SWEEP_INTERVAL, PunctuationType.STREAM_TIME, now -> dropBefore(Hours.oldest(context)));
    }

    @Override
    public void process(Record<String, TagChange> record) {
        TagChange change = record.value();
        if (change.hour().isBefore(Hours.oldest(context()))) {
            return;
        }
        TagCount count = counts.edit(new TagHour(change.hour(), record.key()));
        count.posts += change.by();
        Ranking ranking = rankings.edit(change.hour());
        ranking.put(record.key(), count.posts);
        if (!ranking.isSure()) {
            fill(ranking, change.hour());
        }
    }

    private void fill(Ranking ranking, Instant hour) {
        ranking.clear();
        counts.forEach(
                Hours.key(hour),
                Hours.key(hour.plus(Duration.ofHours(1))),
                TagHour::read,
                (key, count) -> ranking.put(key.tag(), count.posts));
    }

    private void dropBefore(Instant oldest) {
        counts.removeBefore(Hours.key(oldest), SWEPT_AT_ONCE);
        rankings.removeBefore(Hours.key(oldest), SWEPT_AT_ONCE);
    }

    private static Record<String, byte[]> record(byte[] value, long now) {
        TrendingTags tags = RankingForm.tags(value);
        RecordHeaders headers = new RecordHeaders();
        CODEC.headers(new Event<>(tags.key() + "|" + tags.revision(), SOURCE, Instant.ofEpochMilli(now), tags))
                .forEach(headers::add);
        return new Record<>(tags.key(), value, now, headers);
    }
}
