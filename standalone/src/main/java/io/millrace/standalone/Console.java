package io.millrace.standalone;

import io.millrace.infra.cql.MigrationException;
import io.millrace.infra.local.LocalRuntimeException;
import io.millrace.infra.local.RuntimeListener;
import io.millrace.infra.topics.TopicsException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Tells the person at the terminal what is going on. */
final class Console implements RuntimeListener {
    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    /** Errors whose message is a sentence for people are told as that sentence; others keep their trace. */
    static int explain(Exception error, CommandLine command, ParseResult parsed) {
        if (isForPeople(error)) {
            System.err.println(error.getMessage());
        } else if (!(error instanceof InterruptedException)) {
            error.printStackTrace();
        }
        return 1;
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

    private static boolean isForPeople(Exception error) {
        return error instanceof LocalRuntimeException
                || error instanceof MigrationException
                || error instanceof TopicsException
                || error instanceof StartException;
    }
}
