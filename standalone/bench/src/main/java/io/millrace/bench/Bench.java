package io.millrace.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** {@code ./millrace bench NAME}. */
@Command(
        name = "bench",
        description = "Measures Millrace on this machine and prints ratios of figures taken in one run.",
        mixinStandardHelpOptions = true,
        subcommands = {
            Redirects.class,
            Creates.class,
            Pastes.class,
            Freshness.class,
            Analytics.class,
            Fanout.class,
            Feed.class,
            FeedCurve.class,
            Photos.class,
            Purge.class,
            Heap.class,
            Micro.class
        })
public final class Bench {
    public static void main(String[] args) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        }
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Bench::explain)
                .execute(args));
    }

    private static int explain(Exception error, CommandLine command, ParseResult parsed) {
        if (error instanceof BenchException) {
            System.err.println(error.getMessage());
        } else {
            error.printStackTrace();
        }
        return 1;
    }
}
