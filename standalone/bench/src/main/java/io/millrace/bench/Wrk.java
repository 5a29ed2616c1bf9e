package io.millrace.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The load generator wrk, sending the same requests over the same number of connections wherever it is sent. */
final class Wrk {
    private static final int THREADS = 2;

    private final String program = Programs.find("wrk", "wrk");
    private final Path script;
    private final List<String> arguments;
    private final int connections;

    /**
     * What one run saw.
     *
     * @param requests answers
     * @param micros how long it ran
     * @param refused answers with a status of 400 and above
     * @param broken connections that could not be made, broke, or gave no answer in time
     * @param p50 the median time of an answer, in microseconds
     * @param p99 what 99 of 100 answers took at most, in microseconds
     */
    record Result(long requests, long micros, long refused, long broken, long p50, long p99) {
        double rate() {
            return requests * 1e6 / micros;
        }

        long answered() {
            return requests - refused;
        }
    }

    /**
     * @param directory where it may keep its script
     * @param script a resource in {@code /bench}
     * @param arguments of the script; the number of the run follows them
     */
    Wrk(Path directory, String script, List<String> arguments, int connections) throws IOException {
        this.script = directory.resolve(script);
        this.arguments = arguments;
        this.connections = connections;
        try (InputStream in = Objects.requireNonNull(Wrk.class.getResourceAsStream("/bench/" + script))) {
            Files.copy(in, this.script, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** One that visits those addresses of one segment or more, at random. */
    static Wrk visiting(Path directory, List<String> keys, int connections) throws IOException {
        Path file = Files.write(Files.createTempFile(directory, "keys", ""), keys);
        return new Wrk(directory, "visits.lua", List.of(file.toString()), connections);
    }

    /** Loads the server for so many seconds. The run's number chooses the order, or tells its texts from those of others. */
    Result run(URI server, int seconds, int number) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program,
                "--threads=" + THREADS,
                "--connections=" + connections,
                "--duration=" + seconds + "s",
                "--script=" + script,
                server.toString(),
                "--"));
        command.addAll(arguments);
        command.add(String.valueOf(number));
        try {
            Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            wrk.waitFor();
            return output.lines()
                    .filter(line -> line.startsWith("result: "))
                    .findFirst()
                    .map(Wrk::read)
                    .orElseThrow(() -> new BenchException("wrk gave no result:\n" + output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result read(String line) {
        long[] numbers = Arrays.stream(line.split(" ", -1))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
        return new Result(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }
}
