package io.millrace.ingest.log;

import java.time.Duration;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * The partitions of a topic as shares of other work: whoever reads a partition for the projection also does what else is to be
 * done for the keys that are on it. So any number of instances share that work, none does what another does, and it moves with
 * the partitions.
 */
public final class Shards {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Progress progress;
    private final EventAppender<?> appender;

    /** @param appender appends to the topic that the projection reads */
    public Shards(ProjectionRunner<?> runner, EventAppender<?> appender) {
        this.progress = runner.progress();
        this.appender = appender;
    }

    /** Those that are this instance's now. */
    public Set<Integer> mine() {
        return progress.partitions();
    }

    public boolean isMine(int shard) {
        return progress.reads(shard);
    }

    /**
     * Waits until the view has all that was on the log when this was asked: what it shows then is not older than that.
     *
     * @return whether it has, and the shard is still this instance's; false also if it does not come that far soon
     */
    public Mono<Boolean> caughtUp(int shard) {
        return appender.tick(shard).flatMap(offset -> progress.reached(shard, offset, PATIENCE));
    }
}
