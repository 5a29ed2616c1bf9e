package io.millrace.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The JMH benchmarks. Each class has a method {@code baseline}, to which the others of the class are put in relation. */
@Command(
        name = "micro",
        description =
                "Runs the JMH benchmarks; arguments go to JMH: names as regular expressions, options (-h lists them).")
final class Micro implements Callable<Integer> {
    private static final String BASELINE = "baseline";

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws CommandLineOptionException, RunnerException {
        CommandLineOptions given = new CommandLineOptions(arguments.toArray(String[]::new));
        if (given.shouldHelp() || given.shouldList()) {
            show(given);
            return 0;
        }
        Collection<RunResult> results = new Runner(given).run();
        results.stream()
                .collect(
                        Collectors.groupingBy(result -> classOf(result.getParams()), TreeMap::new, Collectors.toList()))
                .forEach(Micro::printRatios);
        return 0;
    }

    private static void show(CommandLineOptions given) throws CommandLineOptionException {
        try {
            if (given.shouldHelp()) {
                given.showHelp();
            } else {
                new Runner(given).list();
            }
        } catch (IOException e) {
            throw new CommandLineOptionException(e.getMessage(), e);
        }
    }

    private static void printRatios(String benchmark, List<RunResult> results) {
        Map<String, Double> scores = new TreeMap<>();
        results.forEach(result -> scores.put(
                methodOf(result.getParams()), result.getPrimaryResult().getScore()));
        Double baseline = scores.get(BASELINE);
        scores.forEach((method, nanos) -> System.out.printf(
                Locale.ROOT,
                "%-24s %-12s %10.1f ns%s%n",
                benchmark,
                method,
                nanos,
                baseline == null ? "" : String.format(Locale.ROOT, " = %.2f of the baseline", nanos / baseline)));
    }

    private static String classOf(BenchmarkParams params) {
        String name = params.getBenchmark().substring(0, params.getBenchmark().lastIndexOf('.'));
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String methodOf(BenchmarkParams params) {
        return params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
    }
}
