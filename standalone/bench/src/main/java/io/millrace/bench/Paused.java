package io.millrace.bench;

import java.io.IOException;
import java.util.List;

/** Processes that stand still until this is closed, or until the benchmark ends in any way that Java hears of. */
final class Paused implements AutoCloseable {
    private final List<ProcessHandle> processes;
    private final Thread ending = new Thread(() -> signal("CONT"));

    private Paused(List<ProcessHandle> processes) {
        this.processes = processes;
    }

    static Paused pause(List<ProcessHandle> processes) {
        Paused paused = new Paused(processes);
        Runtime.getRuntime().addShutdownHook(paused.ending);
        paused.signal("STOP");
        return paused;
    }

    /** How many processes stand still. */
    int size() {
        return processes.size();
    }

    @Override
    public void close() {
        signal("CONT");
        Runtime.getRuntime().removeShutdownHook(ending);
    }

    private void signal(String name) {
        for (ProcessHandle process : processes) {
            try {
                // The shell's own kill: not every machine has the program.
                new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                        .inheritIO()
                        .start()
                        .waitFor();
            } catch (IOException e) {
                System.err.println("Process " + process.pid() + " could not be sent " + name + ": " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
