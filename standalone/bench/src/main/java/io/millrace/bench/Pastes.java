package io.millrace.bench;

import io.millrace.standalone.load.KeepAliveConnection;
import io.millrace.standalone.load.KeepAliveConnection.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Reads pastes, and then makes some, against an nginx that gives out a file of the same size. All are sent by the same load
 * generator over the same number of connections. Then checks that what was read is what was written, and that every paste that
 * was acknowledged can be read, byte for byte.
 */
@Command(
        name = "pastes",
        mixinStandardHelpOptions = true,
        description = "Measures reading and making pastes against a static file of nginx; checks every text.")
final class Pastes implements Callable<Integer> {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int QUIET_LOOKS = 8;
    private static final long QUIET_LIMIT_NANOS = TimeUnit.MINUTES.toNanos(5);

    @Mixin
    private Gateway gateway = new Gateway();

    @Option(names = "--pastes", description = "How many pastes are read (default ${DEFAULT-VALUE}).")
    private int pastes = 1_000;

    @Option(names = "--size", description = "Bytes of each text (default ${DEFAULT-VALUE}).")
    private int size = 10_240;

    @Option(names = "--connections", description = "How many connections (default ${DEFAULT-VALUE}).")
    private int connections = 64;

    @Option(names = "--rounds", description = "How often each is measured (default ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--seconds", description = "How long each time (default ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(names = "--warmup", description = "Seconds before that, not measured (default ${DEFAULT-VALUE}).")
    private int warmup = 15;

    private int runs;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("millrace-bench-");
        SampleTexts texts = new SampleTexts(size);
        Path file = Files.createDirectories(directory.resolve("root/p/static")).resolve("raw");
        Files.write(file, texts.text(0));
        // Where root starts nginx its workers are somebody else, who has to find the file.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Nginx nginx = Nginx.start(directory, "root " + directory.resolve("root") + ";")) {
            List<String> paths = make(texts);
            Wrk reader = Wrk.visiting(directory, paths, connections);
            Wrk theirs = Wrk.visiting(directory, List.of("p/static/raw"), connections);
            Duel reads = duel("Reading", reader, theirs, nginx.url());
            long wrong = wrong(texts, paths);

            Path answers = directory.resolve("answers");
            Path bodies = directory.resolve("bodies");
            int length = texts.write(bodies);
            Wrk writer = new Wrk(
                    directory,
                    "pastes.lua",
                    List.of(bodies.toString(), String.valueOf(length), answers.toString()),
                    connections);
            Duel writes = duel("Making", writer, theirs, nginx.url());
            awaitQuiet();
            List<String> made = addresses(directory);
            wrong += wrong(texts, made);
            System.out.printf(
                    "texts read again: %d that were read, %d that were acknowledged; wrong or missing: %d%n",
                    paths.size(), made.size(), wrong);
            return wrong + reads.failures() + writes.failures() == 0 ? 0 : 1;
        } finally {
            Directories.delete(directory);
        }
    }

    /** What is left to do from before must not slow nginx down, so it comes first and when all is quiet. */
    private Duel duel(String name, Wrk ours, Wrk theirs, URI nginx) throws IOException, InterruptedException {
        if (warmup > 0) {
            ours.run(gateway.url(), warmup, ++runs);
            theirs.run(nginx, Math.min(warmup, 3), 0);
        }
        Duel duel = new Duel(name);
        for (int round = 0; round < rounds; round++) {
            awaitQuiet();
            Wrk.Result other = theirs.run(nginx, seconds, 0);
            duel.add(ours.run(gateway.url(), seconds, ++runs), other);
        }
        duel.print();
        return duel;
    }

    /** Makes the pastes that are read, and gives the paths of their texts. */
    private List<String> make(SampleTexts texts) throws IOException {
        List<String> paths = new ArrayList<>();
        try (KeepAliveConnection connection = gateway.connect()) {
            for (int n = 0; n < pastes; n++) {
                Answer answer = connection.exchange(gateway.createPaste(texts.text(n)));
                if (answer.status() != 201) {
                    throw new BenchException("No paste was made: " + answer.status() + " " + answer.text());
                }
                paths.add(path(answer.text()));
            }
        }
        return paths;
    }

    private static String path(String address) {
        return URI.create(address.strip()).getPath().substring(1) + "/raw";
    }

    /** The paths of the texts that wrk saw acknowledged. */
    private static List<String> addresses(Path directory) throws IOException {
        List<String> paths = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("answers-"))
                    .toList()) {
                Files.readAllLines(file).forEach(line -> paths.add(path(line)));
            }
        }
        return paths;
    }

    /** How many of the texts are not there or not as they were written, or are there twice. */
    private long wrong(SampleTexts texts, List<String> paths) throws IOException {
        long wrong = 0;
        Set<String> seen = new HashSet<>();
        try (KeepAliveConnection connection = gateway.connect()) {
            for (String path : paths) {
                Answer answer = connection.exchange(gateway.get("/" + path));
                String line = answer.status() == 200 ? texts.recognized(answer.body()) : null;
                wrong += line == null || !seen.add(line) ? 1 : 0;
            }
        }
        return wrong;
    }

    /** Waits until the tables have what is in the log, and the clicks are on it. */
    private void awaitQuiet() throws IOException {
        long begin = System.nanoTime();
        for (int quiet = 0; quiet < QUIET_LOOKS; quiet++) {
            LockSupport.parkNanos(LOOK_NANOS);
            if (gateway.metric("millrace_ingest_delay_seconds{projection=\"pastes\"") > 0
                    || gateway.metric("millrace_clicks_backlog_bytes") > 0) {
                quiet = -1;
            }
            if (System.nanoTime() - begin > QUIET_LIMIT_NANOS) {
                throw new BenchException("The tables do not catch up with the log");
            }
        }
    }
}
