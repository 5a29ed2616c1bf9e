package io.millrace.bench;

import io.millrace.standalone.load.KeepAliveConnection;
import io.millrace.standalone.load.KeepAliveConnection.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Creates links at a fixed rate. An answer means that the link is in the log, acknowledged by all replicas and flushed to
 * disk. Afterwards some of the links are asked for, to see that they are what was acknowledged.
 */
@Command(
        name = "creates",
        mixinStandardHelpOptions = true,
        description = "Creates links at a fixed rate; prints answers/s, latencies and duplicate keys.")
final class Creates implements Callable<Integer> {
    /** What clocks and the last answers may take away of the rate that was asked for. */
    private static final double SUSTAINED = 0.99;

    @Mixin
    private Gateway gateway = new Gateway();

    @Option(names = "--rate", description = "Creates per second (default ${DEFAULT-VALUE}).")
    private int rate = 1_000;

    @Option(names = "--seconds", description = "How long (default ${DEFAULT-VALUE}).")
    private int seconds = 30;

    @Option(names = "--warmup", description = "Seconds before that, not measured (default ${DEFAULT-VALUE}).")
    private int warmup = 10;

    @Option(names = "--connections", description = "How many clients (default ${DEFAULT-VALUE}).")
    private int connections = 64;

    @Option(names = "--check", description = "How many links to ask for afterwards (default ${DEFAULT-VALUE}).")
    private int check = 2_000;

    private final Map<String, String> targets = new ConcurrentHashMap<>();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder refused = new LongAdder();

    @Override
    public Integer call() throws IOException, InterruptedException {
        new OpenLoop(gateway, rate, connections).run((long) rate * warmup, this::create);
        int before = targets.size();
        OpenLoop loop = new OpenLoop(gateway, rate, connections);
        double elapsed = loop.run((long) rate * seconds, this::create);
        int created = targets.size() - before;
        double achieved = created / elapsed / rate;
        System.out.printf(
                "%d creates in %.1f s = %.0f/s, %.2f of the %d/s asked for%n",
                created, elapsed, created / elapsed, achieved, rate);
        System.out.println("from the moment due to the acknowledgement: " + loop.latencies());
        long wrong = wrong();
        System.out.printf(
                "refused %d, connections broken %d, duplicate keys %d, wrong among %d asked for again: %d%n",
                refused.sum(), loop.broken(), duplicates.sum(), Math.min(check, targets.size()), wrong);
        boolean flawless = refused.sum() + loop.broken() + duplicates.sum() + wrong == 0;
        return flawless && achieved >= SUSTAINED ? 0 : 1;
    }

    private void create(KeepAliveConnection connection, long number) throws IOException {
        String target = "https://example.com/bench/" + number;
        String key = Gateway.keyOf(connection.exchange(gateway.createLink(target)));
        if (key == null) {
            refused.increment();
        } else if (targets.put(key, target) != null) {
            duplicates.increment();
        }
    }

    private long wrong() throws IOException {
        List<String> keys = List.copyOf(targets.keySet());
        SplittableRandom random = new SplittableRandom(1);
        long wrong = 0;
        try (KeepAliveConnection connection = gateway.connect()) {
            for (int i = 0; i < Math.min(check, keys.size()); i++) {
                String key = keys.get(random.nextInt(keys.size()));
                Answer answer = connection.exchange(gateway.get("/api/v1/links/" + key));
                wrong += answer.text().contains("\"target\":\"" + targets.get(key) + "\"") ? 0 : 1;
            }
        }
        return wrong;
    }
}
