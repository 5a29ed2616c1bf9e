package io.millrace.analytics.clicks;

import io.micrometer.core.instrument.Counter;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.clicks.Outcome;
import io.millrace.contracts.telemetry.Dimension;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.streams.writeback.NodeForward;
import io.millrace.streams.writeback.WriteBackStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Counts visits for the link, its owner and the site, by hour and by day; passes on each tally that changed, once a commit. */
final class CountVisits implements Processor<byte[], Visit, String, byte[]> {
    private static final Dimension[] OF_A_LINK = {
        Dimension.COUNTRY, Dimension.REFERRER, Dimension.SOURCE, Dimension.BROWSER, Dimension.PLATFORM, Dimension.DEVICE
    };
    private static final Dimension[] OF_MANY_LINKS = Dimension.values();
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);
    /** A sweep holds up counting; a thousand deletions take some milliseconds. */
    private static final int SWEPT_AT_ONCE = 1_000;

    private final Counter misdated;
    private ProcessorContext<String, byte[]> context;
    private WriteBackStore<TallyKey, Tally> tallies;
    private RollupRecords records;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    CountVisits(Counter misdated) {
        this.misdated = misdated;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> given) {
        context = given;
        records = new RollupRecords(given.taskId().partition());
        tallies = given.getStateStore(ClicksTopology.TALLIES);
        NodeForward<String, byte[]> onward = new NodeForward<>(given);
        tallies.onFlush((key, rollup) -> onward.forward(records.record(key, rollup, given.currentSystemTimeMs())));
        tallies.onFull(given::commit);
        given.schedule(SWEEP_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::sweep);
    }

    @Override
    public void process(Record<byte[], Visit> record) {
        Visit visit = record.value();
        Click click = visit.click();
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        Instant at = Horizon.place(click.at(), now);
        if (!at.equals(click.at())) {
            misdated.increment();
        }
        // All tallies are loaded before the first is changed: a click is counted everywhere or nowhere.
        List<Tally> ofMany = new ArrayList<>(4);
        List<Tally> ofLink = new ArrayList<>(2);
        if (click.outcome() == Outcome.UNKNOWN) {
            load(Subject.ORPHANS, at, ofLink);
        } else {
            load(subject(click), at, ofLink);
            load(Subject.SITE, at, ofMany);
            if (click.owner() != null) {
                load(Subject.owner(click.owner()), at, ofMany);
            }
        }
        ofLink.forEach(tally -> tally.add(visit, OF_A_LINK));
        ofMany.forEach(tally -> tally.add(visit, OF_MANY_LINKS));
    }

    private static Subject subject(Click click) {
        return click.outcome() == Outcome.READ ? Subject.paste(click.key()) : Subject.link(click.key());
    }

    private void load(Subject subject, Instant at, List<Tally> into) {
        for (Grain grain : Grain.values()) {
            into.add(tallies.edit(new TallyKey(subject, grain, grain.startOf(at))));
        }
    }

    private void sweep(long now) {
        Instant dropped = Horizon.dropped(Instant.ofEpochMilli(now), context.currentStreamTimeMs());
        tallies.removeBefore(TallyKey.firstAt(dropped), SWEPT_AT_ONCE);
    }
}
