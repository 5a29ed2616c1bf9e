package io.millrace.ingest.trending;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.trending.TrendingTags;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.trending.TrendingWrites;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Keeps which tags are on most posts of each hour. */
public final class TrendingProjection implements Projection<TrendingTags> {
    private final TrendingWrites writes;

    public TrendingProjection(TrendingWrites writes) {
        this.writes = writes;
    }

    @Override
    public String name() {
        return "trending";
    }

    @Override
    public Topic topic() {
        return Topics.TRENDING;
    }

    @Override
    public EventFamily<TrendingTags> family() {
        return EventFamily.TRENDING;
    }

    /** Of the lists of one hour and part that come together only the last is written. */
    @Override
    public Mono<Void> apply(List<TrendingTags> lists) {
        Map<String, TrendingTags> last = new LinkedHashMap<>();
        lists.forEach(
                list -> last.merge(list.key(), list, (one, other) -> other.revision() >= one.revision() ? other : one));
        return writes.putAll(last.values());
    }
}
