package io.millrace.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Visits links at random and, in turns, an nginx that answers with a constant redirect, with the same load generator and the
 * same script. Then checks that every redirect was counted.
 */
@Command(
        name = "redirects",
        mixinStandardHelpOptions = true,
        description = "Measures redirects against a constant redirect of nginx; checks that each was counted.")
final class Redirects implements Callable<Integer> {
    private static final String LOCATION = "https://shop.example.com/spring-sale/1234";

    @Mixin
    private Gateway gateway = new Gateway();

    @Mixin
    private Home home = new Home();

    @Option(names = "--links", description = "How many links (default ${DEFAULT-VALUE}).")
    private int links = 10_000;

    @Option(names = "--connections", description = "How many connections (default ${DEFAULT-VALUE}).")
    private int connections = 64;

    @Option(names = "--rounds", description = "How often each is measured (default ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--seconds", description = "How long each time (default ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(names = "--warmup", description = "Seconds before that, not measured (default ${DEFAULT-VALUE}).")
    private int warmup = 15;

    @Option(
            names = "--pause-engines",
            description = "Measures a second time while the engines that Millrace started stand still.")
    private boolean pauseEngines;

    @Option(names = "--pause-process", description = "Likewise, other processes by their ids.", split = ",")
    private List<Long> paused = List.of();

    private long received;
    private int runs;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("millrace-bench-");
        List<ProcessHandle> others = others();
        try (Nginx nginx = Nginx.start(directory, "return 302 " + LOCATION + ";")) {
            Wrk wrk = Wrk.visiting(directory, gateway.createLinks(links), connections);
            CountCheck counts = new CountCheck(gateway);
            if (warmup > 0) {
                millrace(wrk, warmup);
                wrk.run(nginx.url(), Math.min(warmup, seconds), 0);
            }
            long failures = duel("As it runs", wrk, nginx.url());
            if (!others.isEmpty()) {
                try (Paused pause = Paused.pause(others)) {
                    failures += duel("With " + pause.size() + " other processes paused", wrk, nginx.url());
                }
            }
            boolean exact = counts.print(received, (long) runs * connections);
            return failures == 0 && exact ? 0 : 1;
        } finally {
            Directories.delete(directory);
        }
    }

    private long duel(String name, Wrk wrk, URI nginx) throws InterruptedException {
        Duel duel = new Duel(name);
        for (int round = 0; round < rounds; round++) {
            Wrk.Result ours = millrace(wrk, seconds);
            duel.add(ours, wrk.run(nginx, seconds, runs));
        }
        duel.print();
        return duel.failures();
    }

    private Wrk.Result millrace(Wrk wrk, int time) throws InterruptedException {
        Wrk.Result result = wrk.run(gateway.url(), time, ++runs);
        received += result.answered();
        return result;
    }

    private List<ProcessHandle> others() throws IOException {
        return Stream.concat(
                        pauseEngines ? home.engines().stream() : Stream.empty(),
                        paused.stream().flatMap(id -> ProcessHandle.of(id).stream()))
                .toList();
    }
}
