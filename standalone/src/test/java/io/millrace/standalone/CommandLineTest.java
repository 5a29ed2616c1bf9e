package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.standalone.testing.FreePort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code ./millrace} says to the person at the terminal before anything is started. */
class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"", "help", "--help", "-h"})
    void helpListsTheCommands(String argument) {
        int exit = argument.isEmpty() ? run() : run(argument);
        assertThat(exit).isZero();
        assertThat(out.toString()).contains("up ", "demo ", "millrace bench");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anUnknownCommandIsNamedBesideThoseThatThereAre() {
        assertThat(run("dmeo")).isEqualTo(2);
        assertThat(err.toString())
                .contains("There is no command 'dmeo'; there are up, demo, help and bench.", "See: millrace --help")
                .doesNotContain("\tat ");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThat(run("up", "--prot=1")).isEqualTo(2);
        assertThat(err.toString()).contains("--prot", "See: millrace up --help");
    }

    @Test
    void aTakenPortIsToldBeforeAnythingIsStarted(@TempDir Path home) throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();
            assertThat(run("up", "--port=" + port, "--home=" + home)).isEqualTo(1);
            assertThat(err.toString().strip())
                    .isEqualTo("Port " + port + " is taken by another program. Choose another with MILLRACE_PORT.");
        }
        try (var files = Files.list(home)) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536"})
    void aPortThatIsNoneIsRefused(String port, @TempDir Path home) {
        assertThat(run("up", "--port=" + port, "--home=" + home)).isEqualTo(1);
        assertThat(err.toString()).contains("from 1 to 65535, not " + port);
    }

    @Test
    void anAddressOfAnS3ServerThatIsNoneIsToldBeforeAnythingIsStarted(@TempDir Path home) throws IOException {
        assertThat(run("up", "--port=" + FreePort.find(), "--home=" + home, "--s3=localhost:9000"))
                .isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("The address of an S3 server is one such as http://localhost:9000, not 'localhost:9000'");
        try (var files = Files.list(home)) {
            assertThat(files).isEmpty();
        }
    }

    private int run(String... arguments) {
        CommandLine command = Millrace.commandLine();
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
