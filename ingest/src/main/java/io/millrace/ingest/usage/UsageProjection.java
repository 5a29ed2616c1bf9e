package io.millrace.ingest.usage;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.usage.Usage;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.usage.UsageWrites;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Keeps what each owner used in each hour. */
public final class UsageProjection implements Projection<Usage> {
    private final UsageWrites writes;

    public UsageProjection(UsageWrites writes) {
        this.writes = writes;
    }

    @Override
    public String name() {
        return "usage";
    }

    @Override
    public Topic topic() {
        return Topics.USAGE;
    }

    @Override
    public EventFamily<Usage> family() {
        return EventFamily.USAGE;
    }

    /** Of the counts of one hour and part that come together only the last is written. */
    @Override
    public Mono<Void> apply(List<Usage> usages) {
        Map<String, Usage> last = new LinkedHashMap<>();
        usages.forEach(usage ->
                last.merge(usage.key(), usage, (one, other) -> other.revision() >= one.revision() ? other : one));
        return writes.putAll(last.values());
    }
}
