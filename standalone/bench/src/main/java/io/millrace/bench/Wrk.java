package io.millrace.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The load generator wrk, visiting the same links over the same number of connections wherever it is sent. */
final class Wrk {
    private static final int THREADS = 2;

    private final String program = Programs.find("wrk", "wrk");
    private final Path script;
    private final Path keys;
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

        long redirects() {
            return requests - refused;
        }
    }

    Wrk(Path directory, List<String> keys, int connections) throws IOException {
        this.script = directory.resolve("visits.lua");
        this.keys = Files.write(directory.resolve("keys"), keys);
        this.connections = connections;
        try (InputStream in = Objects.requireNonNull(Wrk.class.getResourceAsStream("/bench/visits.lua"))) {
            Files.copy(in, script);
        }
    }

    /** Visits the server for so many seconds. The seed chooses the order. */
    Result run(URI server, int seconds, int seed) throws InterruptedException {
        try {
            Process wrk = new ProcessBuilder(
                            program,
                            "--threads=" + THREADS,
                            "--connections=" + connections,
                            "--duration=" + seconds + "s",
                            "--script=" + script,
                            server.toString(),
                            "--",
                            keys.toString(),
                            String.valueOf(seed))
                    .redirectErrorStream(true)
                    .start();
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
