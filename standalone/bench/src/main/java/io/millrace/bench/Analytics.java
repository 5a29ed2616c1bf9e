package io.millrace.bench;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.analytics.AnalyticsModule;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Appends clicks to a topic of its own on the running broker, then lets one instance of analytics, configured by default,
 * count them, and adds up what it wrote.
 */
@Command(
        name = "analytics",
        mixinStandardHelpOptions = true,
        description = "Measures how many clicks a second one instance of analytics counts; checks the sums.")
final class Analytics implements Callable<Integer> {
    private static final long ASK_NANOS = Duration.ofMillis(200).toNanos();
    private static final Duration STALL = Duration.ofMinutes(2);

    @Mixin
    private Home home = new Home();

    @Option(
            names = "--kafka",
            defaultValue = "${env:MILLRACE_KAFKA}",
            description = "Brokers, host:port,... (MILLRACE_KAFKA; the broker of the home when left out).")
    private @Nullable String kafka;

    @Option(names = "--clicks", description = "How many clicks (default ${DEFAULT-VALUE}).")
    private long clicks = 2_000_000;

    @Option(names = "--links", description = "How many links they visit (default ${DEFAULT-VALUE}).")
    private int links = 100_000;

    @Option(names = "--seed", description = "The same seed makes the same clicks (default ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        String brokers = kafka == null || kafka.isBlank() ? home.broker() : kafka;
        Path state = Files.createTempDirectory("millrace-bench-");
        try (ClickLog log = new ClickLog(brokers)) {
            ClickStream stream = new ClickStream(clicks, links, seed);
            long begin = System.nanoTime();
            log.append(stream, clicks);
            System.out.printf("appended %d clicks, %.0f/s%n", clicks, clicks / seconds(begin));
            try (ConfigurableApplicationContext analytics = start(brokers, log.prefix(), state)) {
                count(log, analytics);
            }
            Map<String, byte[]> rollups = log.rollups();
            Sums sums = new Sums(rollups.values());
            long wrong = sums.wrong(stream.visits());
            System.out.printf(
                    "%d rollups of %d links; they count %d of %d clicks, wrong sums: %d%n",
                    rollups.size(), stream.visits().size(), sums.ofSite(), clicks, wrong);
            return wrong == 0 && sums.ofSite() == clicks ? 0 : 1;
        } finally {
            FileSystemUtils.deleteRecursively(state);
        }
    }

    private static ConfigurableApplicationContext start(String brokers, String prefix, Path state) {
        return new SpringApplicationBuilder(AnalyticsModule.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties(Map.of(
                        "millrace.kafka.bootstrap-servers",
                        brokers,
                        "millrace.topics.prefix",
                        prefix,
                        "millrace.home",
                        state.toString(),
                        "logging.level.root",
                        "ERROR"))
                .run();
    }

    /** Waits until all clicks are counted. The rate is taken from the first commit on: joining the group is not counting. */
    private void count(ClickLog log, ConfigurableApplicationContext analytics)
            throws InterruptedException, ExecutionException {
        long started = System.nanoTime();
        long first = await(log, analytics, 1, 0);
        long begin = System.nanoTime();
        double processor = processorSeconds();
        long counted = await(log, analytics, clicks, first);
        if (counted != clicks) {
            throw new BenchException(counted + " clicks were committed, though " + clicks + " were appended");
        }
        System.out.printf(
                "counted %d clicks, the last %d of them in %.1f s = %.0f clicks/s; %.1f processor seconds, "
                        + "%.0f clicks for each of them; %.1f s from the start of the instance%n",
                counted,
                clicks - first,
                seconds(begin),
                (clicks - first) / seconds(begin),
                processorSeconds() - processor,
                (clicks - first) / (processorSeconds() - processor),
                seconds(started));
    }

    private static long await(ClickLog log, ConfigurableApplicationContext analytics, long wanted, long from)
            throws InterruptedException, ExecutionException {
        long counted = from;
        long changed = System.nanoTime();
        while (counted < wanted) {
            LockSupport.parkNanos(ASK_NANOS);
            long now = log.counted();
            if (now > counted) {
                counted = now;
                changed = System.nanoTime();
            } else if (!analytics.isActive() || System.nanoTime() - changed > STALL.toNanos()) {
                throw new BenchException("Counting stands still at " + counted + " clicks");
            }
        }
        return counted;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /** Processor time of this process, which is the instance's. */
    private static double processorSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }
}
