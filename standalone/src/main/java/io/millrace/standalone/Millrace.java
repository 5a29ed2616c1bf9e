package io.millrace.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.millrace.standalone.demo.Demo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./millrace}. */
@Command(
        name = "millrace",
        header = "Short links with live telemetry on one event log.%n",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Benchmarks: millrace bench --help",
            "First steps: millrace up, and in another terminal millrace demo"
        },
        subcommands = {Up.class, Demo.class, HelpCommand.class})
public final class Millrace implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] args) {
        beQuiet();
        Ending.watch();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Millrace())
                .setExecutionExceptionHandler(Console::explain)
                .setParameterExceptionHandler(Console::explainUsage);
    }

    /** Without a command: says what there is. */
    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    /** Until the services have their log file, only what is wrong is worth a line at the terminal. */
    private static void beQuiet() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        }
    }
}
