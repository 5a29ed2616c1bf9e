package io.millrace.gateway.clicks;

import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.event.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Clicks that are kept for a test to look at. */
public final class RecordedClicks implements ClickSink {
    private final List<byte[]> entries = new ArrayList<>();

    public Clicks clicks() {
        return new Clicks(this);
    }

    @Override
    public synchronized boolean append(byte[] entry, int length) {
        return entries.add(Arrays.copyOf(entry, length));
    }

    /** What was recorded so far, as it would be in the log. */
    public synchronized List<Click> recorded() {
        ClickJson json = new ClickJson();
        List<Click> clicks = new ArrayList<>();
        for (byte[] entry : entries) {
            json.read(entry, entry.length, "test", clicks.size());
            clicks.add(Json.MAPPER.readValue(json.value(), Click.class));
        }
        return clicks;
    }

    public synchronized int size() {
        return entries.size();
    }
}
