package io.millrace.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.infra.Engines;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
    @TempDir
    private Path directory;

    /** Another process: says whether it got the lock, and holds it until it is killed. */
    public static final class Taker {
        public static void main(String[] args) throws Exception {
            try {
                HomeLock.take(Path.of(args[0]));
                System.out.println("taken");
                Thread.currentThread().join();
            } catch (LocalRuntimeException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void aSecondRuntimeOnTheSameHomeIsRefusedWithASentence() throws Exception {
        // Both clusters exist already, so no engine is started.
        LocalSettings settings = new LocalSettings(directory.resolve("home"), 0, 0, "k:1", "c:2", "oslo", false, false);
        try (LocalRuntime first = LocalRuntime.start(settings, RuntimeListener.SILENT)) {
            assertThat(first.engines()).isEqualTo(new Engines("k:1", "c:2", "oslo"));
            assertThat(first.processes()).isEmpty();
            Path link = Files.createSymbolicLink(directory.resolve("link"), settings.home());
            for (Path home : new Path[] {settings.home(), link}) {
                assertThatThrownBy(() -> LocalRuntime.start(LocalSettings.at(home), RuntimeListener.SILENT))
                        .isInstanceOf(LocalRuntimeException.class)
                        .hasMessage("Millrace is already running on " + home + " (process "
                                + ProcessHandle.current().pid()
                                + "). Stop it first, or choose another directory with MILLRACE_HOME.");
            }
        }
        LocalRuntime.start(settings, RuntimeListener.SILENT).close();
    }

    /** A refused attempt in the holder's own process must not give its lock away either. */
    @Test
    void anotherProcessIsRefusedAsLongAsTheLockIsHeld() throws Exception {
        try (HomeLock held = HomeLock.take(directory)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> HomeLock.take(directory)).isInstanceOf(LocalRuntimeException.class);
            Process other = Children.start(Taker.class, directory.toString());
            assertThat(Children.line(other))
                    .startsWith("Millrace is already running on " + directory + " (process "
                            + ProcessHandle.current().pid() + ")");
            other.waitFor();
        }
    }

    @Test
    void aKilledProcessHoldsNothing() throws Exception {
        Process other = Children.start(Taker.class, directory.toString());
        assertThat(Children.line(other)).isEqualTo("taken");
        assertThatThrownBy(() -> HomeLock.take(directory))
                .isInstanceOf(LocalRuntimeException.class)
                .hasMessageContaining("(process " + other.pid() + ")");
        other.destroyForcibly().waitFor();
        HomeLock.take(directory).close();
    }
}
