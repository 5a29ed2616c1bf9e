package io.millrace.standalone;

import io.millrace.infra.cql.MigrationException;
import io.millrace.infra.local.LocalRuntimeException;
import io.millrace.infra.local.RuntimeListener;
import io.millrace.infra.topics.TopicsException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the person at the terminal what is going on. */
final class Console implements RuntimeListener {
    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    /** Errors whose message is a sentence for people are told as that sentence; others keep their trace. */
    static int explain(Exception error, CommandLine command, ParseResult parsed) {
        if (isInterruption(error)) {
            command.getOut().println("Stopped.");
            return CommandLine.ExitCode.OK;
        }
        if (isForPeople(error)) {
            command.getErr().println(error.getMessage());
        } else {
            error.printStackTrace(command.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** What was typed cannot be understood: says what, and where to read on. */
    static int explainUsage(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        if (error instanceof UnmatchedArgumentException unmatched && isTopLevel(command)) {
            err.println("There is no command '" + unmatched.getUnmatched().get(0) + "'; there are "
                    + String.join(", ", command.getSubcommands().keySet()) + " and bench.");
        } else {
            err.println(error.getMessage());
        }
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static boolean isTopLevel(CommandLine command) {
        return command.getParent() == null;
    }

    @Override
    public void starting(String engine, boolean firstTime) {
        step(engine, firstTime ? "starting for the first time ..." : "starting ...");
    }

    @Override
    public void ready(String engine, Duration took) {
        step(engine, "ready after " + seconds(took));
    }

    @Override
    public synchronized void died(String engine, int exitValue, List<String> logTail, Duration nextTry) {
        step(engine, "has died (exit " + exitValue + "). The end of its log:");
        logTail.forEach(line -> out.println("    | " + line));
        step(engine, "is started again in " + seconds(nextTry));
    }

    void step(String part, String state) {
        out.println("  " + pad(part) + state);
    }

    void say(String sentence) {
        out.println(sentence);
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private static String pad(String part) {
        return String.format("%-11s", part);
    }

    /** Whether somebody asked for the end in the middle of a start; whatever was under way may wrap that. */
    private static boolean isInterruption(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException || cause instanceof InterruptException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isForPeople(Exception error) {
        return error instanceof LocalRuntimeException
                || error instanceof MigrationException
                || error instanceof TopicsException
                || error instanceof StartException;
    }
}
