package io.millrace.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./millrace bench NAME}. */
@Command(
        name = "bench",
        description = "Measures Millrace on this machine and prints ratios.",
        mixinStandardHelpOptions = true,
        subcommands = {Creates.class, Freshness.class, Micro.class})
public final class Bench {
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }
}
