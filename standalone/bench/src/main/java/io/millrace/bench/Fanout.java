package io.millrace.bench;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.feedbuilder.FeedBuilderModule;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
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
 * Has one instance of the feed-builder, on topics of its own on the running broker, enrol followers and deliver posts to the
 * log; reads the deliveries as ingest would, and counts them.
 */
@Command(
        name = "fanout",
        mixinStandardHelpOptions = true,
        description =
                "Measures how many deliveries a second get into the log, and how a post of an author with very many"
                        + " followers delays those of others; checks that everybody received everything.")
final class Fanout implements Callable<Integer> {
    private static final long ASK_NANOS = Duration.ofMillis(2).toNanos();
    private static final Duration STALL = Duration.ofMinutes(1);
    private static final OwnerId GIANT = new OwnerId("giant");

    @Mixin
    private Home home = new Home();

    @Option(
            names = "--kafka",
            defaultValue = "${env:MILLRACE_KAFKA}",
            description = "Brokers, host:port,... (MILLRACE_KAFKA; the broker of the home when left out).")
    private @Nullable String kafka;

    @Option(names = "--authors", description = "How many authors post (default ${DEFAULT-VALUE}).")
    private int authors = 60;

    @Option(names = "--followers", description = "How many follow each of them (default ${DEFAULT-VALUE}).")
    private int followers = 9_000;

    @Option(names = "--posts", description = "How many posts each makes for the rate (default ${DEFAULT-VALUE}).")
    private int posts = 20;

    @Option(names = "--giant", description = "How many follow the one with very many (default ${DEFAULT-VALUE}).")
    private int giant = 1_000_000;

    @Option(names = "--rate", description = "Posts a second of the others meanwhile (default ${DEFAULT-VALUE}).")
    private int rate = 20;

    @Option(names = "--seconds", description = "How long others post without the giant (default ${DEFAULT-VALUE}).")
    private int idleSeconds = 15;

    @Option(names = "--slice", description = "millrace.fanout.slice (default ${DEFAULT-VALUE}).")
    private int slice = 1;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        String brokers = kafka == null || kafka.isBlank() ? home.broker() : kafka;
        Path state = Files.createTempDirectory("millrace-bench-");
        try (OwnTopics topics = new OwnTopics(brokers, "feed-control", "feed-worker", "counts");
                FeedLog log = new FeedLog(brokers, topics.prefix());
                DeliveriesReader deliveries = new DeliveriesReader(brokers, topics.prefix());
                ConfigurableApplicationContext module = start(brokers, topics.prefix(), state)) {
            follow(log, topics);
            throughput(log, deliveries);
            if (giant > 0) {
                others(log, deliveries);
            }
            return module.isActive() ? 0 : 1;
        } finally {
            FileSystemUtils.deleteRecursively(state);
        }
    }

    private ConfigurableApplicationContext start(String brokers, String prefix, Path state) {
        return new SpringApplicationBuilder(FeedBuilderModule.class)
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
                        "millrace.fanout.pull-from",
                        Long.MAX_VALUE,
                        "millrace.fanout.slice",
                        slice,
                        "millrace.fanout.standbys",
                        0,
                        "logging.level.root",
                        "ERROR"))
                .run();
    }

    private OwnerId author(int i) {
        return new OwnerId("author" + i);
    }

    /** Follows go through both topologies; they are done when the worker has committed each enrolment. */
    private void follow(FeedLog log, OwnTopics topics) throws InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        for (int i = 0; i < authors; i++) {
            for (int f = 0; f < followers; f++) {
                log.follow(new OwnerId("user" + f * 7), author(i));
            }
        }
        for (int f = 0; f < giant; f++) {
            log.follow(new OwnerId("user" + f), GIANT);
        }
        log.flush();
        long edges = (long) authors * followers + giant;
        System.out.printf("appended %d follows in %.1f s%n", edges, seconds(begin));
        await("enrolments", edges, () -> committed(topics));
        System.out.printf("enrolled %d followers, %.0f/s%n", edges, edges / seconds(begin));
    }

    private static long committed(OwnTopics topics) {
        try {
            return topics.committed("feed-worker");
        } catch (ExecutionException e) {
            throw new BenchException("The broker does not tell what is committed: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private void throughput(FeedLog log, DeliveriesReader deliveries) {
        for (int round = 1; round <= 2; round++) {
            long before = deliveries.all();
            long begin = System.nanoTime();
            double processor = processorSeconds();
            List<PostId> made = new ArrayList<>();
            for (int i = 0; i < authors * posts; i++) {
                made.add(log.post(author(i % authors)));
            }
            log.flush();
            long expected = (long) made.size() * followers;
            await("deliveries", expected, () -> deliveries.all() - before);
            System.out.printf(
                    "%s%d posts made %d deliveries in the log, in %.2f s = %.0f deliveries/s; %.1f processor seconds%n",
                    round == 1 ? "(warming up) " : "",
                    made.size(),
                    expected,
                    seconds(begin),
                    expected / seconds(begin),
                    processorSeconds() - processor);
            check(deliveries, made, followers);
        }
    }

    /** Others post at the same pace before and while the giant's post is delivered. */
    private void others(FeedLog log, DeliveriesReader deliveries) {
        long idleEnd = System.nanoTime() + Duration.ofSeconds(idleSeconds).toNanos();
        post(log, deliveries, () -> System.nanoTime() < idleEnd ? 0 : 1); // what is compiled late is not measured
        long end = System.nanoTime() + Duration.ofSeconds(idleSeconds).toNanos();
        long[] idle = post(log, deliveries, () -> System.nanoTime() < end ? 0 : 1);
        PostId post = log.post(GIANT);
        long[] meanwhile = post(log, deliveries, () -> deliveries.received(post) < giant ? 0 : 1);
        System.out.printf(
                "the giant's post reached %d followers in %.1f s = %.0f deliveries/s%n",
                deliveries.received(post), deliveries.millis(post) / 1e3, giant * 1e3 / deliveries.millis(post));
        System.out.printf(
                "others, %d posts/s to %d followers each, from the post to its last delivery in the log:%n"
                        + "  alone     p50 %d ms, p99 %d ms (%d posts)%n  meanwhile p50 %d ms, p99 %d ms (%d posts); p99 %.2f times%n",
                rate,
                followers,
                at(idle, 0.5),
                at(idle, 0.99),
                idle.length,
                at(meanwhile, 0.5),
                at(meanwhile, 0.99),
                meanwhile.length,
                (double) at(meanwhile, 0.99) / at(idle, 0.99));
    }

    /** Posts until it is over, and returns how long each post took, sorted. */
    private long[] post(FeedLog log, DeliveriesReader deliveries, LongSupplier over) {
        List<PostId> made = new ArrayList<>();
        long begin = System.nanoTime();
        while (over.getAsLong() == 0) {
            if (seconds(begin) > 300) {
                throw new BenchException("After five minutes not everybody had received the giant's post");
            }
            made.add(log.post(author(made.size() % authors)));
            long due = begin + made.size() * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
        await(
                "posts of others",
                1,
                () -> made.stream().allMatch(post -> deliveries.received(post) >= followers) ? 1 : 0);
        check(deliveries, made, followers);
        return made.stream().mapToLong(deliveries::millis).sorted().toArray();
    }

    private static void check(DeliveriesReader deliveries, List<PostId> made, long each) {
        long wrong =
                made.stream().filter(post -> deliveries.received(post) != each).count();
        if (wrong > 0) {
            throw new BenchException(wrong + " of " + made.size() + " posts did not reach every follower once");
        }
    }

    private static long at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    }

    private static void await(String what, long wanted, LongSupplier count) {
        long last = -1;
        long changed = System.nanoTime();
        while (last < wanted) {
            long now = count.getAsLong();
            if (now > last) {
                last = now;
                changed = System.nanoTime();
            } else if (System.nanoTime() - changed > STALL.toNanos()) {
                throw new BenchException("It stands still at " + last + " of " + wanted + " " + what);
            }
            LockSupport.parkNanos(ASK_NANOS);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /** Processor time of this process: the feed-builder's, and a little for posting and reading. */
    private static double processorSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }
}
