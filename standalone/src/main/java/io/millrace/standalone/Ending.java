package io.millrace.standalone;

import java.time.Duration;

/**
 * Ends the process in an orderly way on Ctrl-C and SIGTERM: the main thread is interrupted, closes what it has opened, last
 * first, and the JVM waits for it.
 */
final class Ending {
    /** Longer than services and engines may take together; past it the engines' own watch ends them. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Thread main;
    private volatile boolean begun;

    private Ending(Thread main) {
        this.main = main;
    }

    /** Watches for the end of a process whose work is done by the calling thread. */
    static Ending watch() {
        Ending ending = new Ending(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(ending::end, "ending"));
        return ending;
    }

    /** Leaves with this status, unless the process is ending already: then exiting again would wait for itself. */
    void exit(int status) {
        if (!begun) {
            System.exit(status);
        }
    }

    private void end() {
        begun = true;
        main.interrupt();
        try {
            main.join(LIMIT.toMillis());
        } catch (InterruptedException e) {
            // Nobody interrupts a shutdown hook; if somebody does, there is nothing left to wait for.
        }
    }
}
