package io.millrace.infra.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals to processes that the tests have started. */
public final class Signals {
    private Signals() {}

    /** As Ctrl-C. */
    public static void interrupt(ProcessHandle process) {
        send("INT", process);
    }

    /** Holds the process still until {@link #resume}: its connections stay open and nothing is answered. */
    public static void pause(ProcessHandle process) {
        send("STOP", process);
    }

    public static void resume(ProcessHandle process) {
        send("CONT", process);
    }

    private static void send(String signal, ProcessHandle process) {
        try {
            int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("SIG" + signal + " could not be sent to " + process);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
