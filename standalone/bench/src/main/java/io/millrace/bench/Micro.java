package io.millrace.bench;

import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** The JMH benchmarks: the key permutation, the redirect's cache hit, the user-agent parser. */
@Command(name = "micro", description = "Runs the JMH benchmarks; arguments go to JMH.")
final class Micro implements Callable<Integer> {
    @Parameters(description = "Which benchmarks, as regular expressions; all when left out.")
    private List<String> names = List.of();

    @Unmatched
    private List<String> options = List.of();

    @Override
    public Integer call() throws Exception {
        String[] arguments =
                java.util.stream.Stream.concat(names.stream(), options.stream()).toArray(String[]::new);
        Main.main(arguments);
        return 0;
    }
}
