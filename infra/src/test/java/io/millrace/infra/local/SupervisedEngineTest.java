package io.millrace.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every engine, shown with one that starts in a moment. */
class SupervisedEngineTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final Events events = new Events();
    private FakeEngine engine;
    private SupervisedEngine supervised;

    private record Death(int exitValue, List<String> logTail, Duration nextTry) {}

    private static final class Events implements RuntimeListener {
        private final BlockingQueue<Death> deaths = new LinkedBlockingQueue<>();
        private final BlockingQueue<Duration> readies = new LinkedBlockingQueue<>();

        @Override
        public void ready(String engine, Duration took) {
            readies.add(took);
        }

        @Override
        public void died(String engine, int exitValue, List<String> logTail, Duration nextTry) {
            deaths.add(new Death(exitValue, logTail, nextTry));
        }
    }

    @BeforeEach
    void prepare() throws Exception {
        engine = new FakeEngine(directory, new Ports(directory).of("fake", 0));
        supervised = new SupervisedEngine(engine, events);
    }

    @AfterEach
    void stop() throws Exception {
        supervised.stop();
        supervised.awaitStop();
    }

    @Test
    void oneThatDiesIsReportedWithTheEndOfItsLogAndStartedAgainAfterGrowingPauses() throws Exception {
        start();
        for (int death = 0; death < 3; death++) {
            Process process = supervised.process();
            engine.die(3 + death);
            Death reported = events.deaths.poll(30, TimeUnit.SECONDS);
            assertThat(reported.exitValue()).isEqualTo(3 + death);
            assertThat(reported.logTail()).last().isEqualTo(FakeServer.LAST_WORDS);
            assertThat(reported.nextTry()).isEqualTo(Duration.ofMillis(500L << death));
            awaitReady();
            assertThat(engine.answers()).as("on the same port").isTrue();
            assertThat(supervised.process().pid()).isNotEqualTo(process.pid());
        }
    }

    @Test
    void oneThatIsKilledComesBack() throws Exception {
        start();
        supervised.process().destroyForcibly();
        assertThat(events.deaths.poll(30, TimeUnit.SECONDS).exitValue()).isEqualTo(128 + 9);
        awaitReady();
        assertThat(engine.answers()).isTrue();
    }

    @Test
    void whatKeepsItFromStartingAgainIsReportedAndTriedAgain() throws Exception {
        start();
        engine.fillDisk();
        engine.die(1);
        assertThat(events.deaths.poll(30, TimeUnit.SECONDS).exitValue()).isEqualTo(1);
        Death refused = events.deaths.poll(30, TimeUnit.SECONDS);
        assertThat(refused.exitValue()).isEqualTo(RuntimeListener.NOT_STARTED);
        assertThat(refused.logTail()).singleElement().asString().contains("No space left on device");
        awaitReady();
        assertThat(engine.answers()).isTrue();
    }

    @Test
    void aStartThatCannotSucceedFailsWithTheEndOfTheLog() throws Exception {
        engine.breakIt();
        assertThatThrownBy(() -> supervised.start().get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(LocalRuntimeException.class)
                .hasMessageContaining("Fake could not be started (exit 7)")
                .hasMessageContaining(engine.log().toString())
                .hasMessageEndingWith("the disk is full");
        assertThat(events.deaths).as("it never lived").isEmpty();
    }

    @Test
    void aPreparationThatFailsAtTheFirstStartFailsTheStart() {
        engine.fillDisk();
        assertThatThrownBy(() -> supervised.start().get(30, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(LocalRuntimeException.class)
                .hasMessageContaining("Fake could not be started: java.io.IOException: No space left on device");
    }

    @Test
    void stoppingLetsItFlushAndCloseAndIsNoDeath() throws Exception {
        start();
        Process process = supervised.process();
        supervised.stop();
        supervised.awaitStop();
        assertThat(process.isAlive()).isFalse();
        assertThat(process.exitValue()).isZero();
        assertThat(engine.leftInOrder()).isTrue();
        assertThat(events.deaths).isEmpty();
    }

    /** The kernel closes the pipe between them however the parent ends. */
    @Test
    void noEngineOutlivesAParentThatIsKilled() throws Exception {
        Process parent = Children.start(FakeParent.class, directory.toString(), Integer.toString(engine.port()));
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(Children.line(parent))).orElseThrow();
        assertThat(child.isAlive()).isTrue();
        parent.destroyForcibly().waitFor();
        await().atMost(LIMIT).until(() -> !child.isAlive());
        assertThat(engine.leftInOrder()).isTrue();
    }

    /** Ctrl-C goes to all processes of a terminal; the services, which still need the engines, stop them last. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void signalsOfTheTerminalAreIgnored() throws Exception {
        start();
        String mask = Files.readAllLines(
                        Path.of("/proc", Long.toString(supervised.process().pid()), "status"))
                .stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).strip())
                .findFirst()
                .orElseThrow();
        long hangUpAndInterrupt = 0b11;
        assertThat(Long.parseUnsignedLong(mask, 16) & hangUpAndInterrupt).isEqualTo(hangUpAndInterrupt);
    }

    private void start() throws Exception {
        supervised.start().get(30, TimeUnit.SECONDS);
        awaitReady();
    }

    private void awaitReady() throws InterruptedException {
        assertThat(events.readies.poll(30, TimeUnit.SECONDS)).as("ready").isNotNull();
    }
}
