package io.millrace.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.millrace.standalone.demo.Demo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code ./millrace}. */
@Command(
        name = "millrace",
        description = "Short links with live telemetry on one event log.",
        mixinStandardHelpOptions = true,
        footer = "Benchmarks: millrace bench --help",
        subcommands = {Up.class, Demo.class, HelpCommand.class})
public final class Millrace {
    public static void main(String[] args) {
        beQuiet();
        Ending ending = Ending.watch();
        int exit = new CommandLine(new Millrace())
                .setExecutionExceptionHandler(Console::explain)
                .execute(args);
        ending.exit(exit);
    }

    /** Until the services have their log file, only what is wrong is worth a line at the terminal. */
    private static void beQuiet() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        }
    }
}
