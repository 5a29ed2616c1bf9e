package io.millrace.bench;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.clicks.ClickId;
import io.millrace.contracts.clicks.Outcome;
import io.millrace.contracts.links.LinkKey;
import io.millrace.standalone.demo.DemoData;
import io.millrace.standalone.demo.Weighted;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Clicks as one gateway would have written them in the last hour: few links get most of them (Zipf), visitors come back, come
 * from many countries and places, and some are programs. Remembers how often each link was visited. Not thread-safe.
 */
final class ClickStream {
    private static final double POPULARITY = 1.05;
    private static final double BOT_SHARE = 0.06;
    private static final int VISITORS = 200_000;
    private static final int ENTRY_BYTES = 208;
    private static final Duration SPAN = Duration.ofHours(1);

    private final SplittableRandom random;
    private final long size;
    private final Instant begin = Instant.now().minus(SPAN);
    private final DemoData data = DemoData.load();
    private final Weighted<LinkKey> links;
    private final Weighted<String> countries;
    private final Weighted<String> bots = Weighted.zipf(data.bots(), 1);
    private final Map<LinkKey, Long> visits = new HashMap<>();
    private long made;

    /**
     * @param size how many clicks there will be
     * @param links how many links they visit
     */
    ClickStream(long size, int links, long seed) {
        this.size = size;
        this.random = new SplittableRandom(seed);
        SampleLinks samples = new SampleLinks();
        this.links =
                Weighted.zipf(IntStream.range(0, links).mapToObj(samples::key).toList(), POPULARITY);
        List<String[]> networks = DemoData.lines("networks.txt").stream()
                .map(line -> line.split(" ", -1))
                .toList();
        this.countries = Weighted.of(
                networks.stream().map(words -> words[0]).toList(), i -> Double.parseDouble(networks.get(i)[1]));
    }

    /** The next click. */
    Click next() {
        LinkKey link = links.draw(random);
        visits.merge(link, 1L, Long::sum);
        boolean program = random.nextDouble() < BOT_SHARE;
        Instant at = begin.plusMillis(SPAN.toMillis() * made / size);
        return new Click(
                new ClickId("bench0000000", ++made * ENTRY_BYTES),
                at,
                link,
                OwnerId.DEFAULT,
                Outcome.REDIRECTED,
                countries.draw(random),
                "192.0.2.0/24",
                random.nextInt(VISITORS) * 0x9E3779B97F4A7C15L,
                program ? bots.draw(random) : data.userAgents().draw(random),
                program ? null : referrer());
    }

    /** How often each link was visited. */
    Map<LinkKey, Long> visits() {
        return visits;
    }

    private @Nullable String referrer() {
        String drawn = data.referrers().draw(random);
        return drawn.equals("-") ? null : drawn;
    }
}
