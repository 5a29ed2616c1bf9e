package io.millrace.gateway.clicks;

import io.millrace.gateway.log.ClickProducer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** Clicks by way of the journal. */
final class JournaledWay implements ClickWay {
    private final ClickJournal journal;
    private final ClickShipper shipper;

    /** @param producers makes producers for the gateway of that name */
    JournaledWay(JournalSettings settings, Function<String, ClickProducer> producers) throws IOException {
        journal = ClickJournal.open(settings);
        Pace pace = new Pace(
                new ProcessorLoad(), () -> (double) journal.backlogBytes() / journal.maxBytes(), System.nanoTime());
        shipper = new ClickShipper(journal, () -> producers.apply(journal.name()), pace);
    }

    @Override
    public ClickSink sink() {
        return journal;
    }

    @Override
    public void start() {
        shipper.start();
    }

    @Override
    public long shipped() {
        return shipper.shipped();
    }

    @Override
    public long dropped() {
        return journal.dropped();
    }

    @Override
    public long backlogBytes() {
        return journal.backlogBytes();
    }

    @Override
    public long unsafe() {
        return journal.bufferedEntries();
    }

    @Override
    public void close() {
        shipper.close();
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
