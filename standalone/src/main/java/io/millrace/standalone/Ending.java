package io.millrace.standalone;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * Ends the process in an orderly way on Ctrl-C and SIGTERM: the main thread is interrupted and closes what it has opened,
 * last first. An orderly end is a success, so the process leaves with what the main thread returns and not with the
 * signal's number. Who asks a second time does not want to wait: the process ends at once, and the engines' own watch
 * ends them.
 */
final class Ending {
    /** Longer than services and engines may take together. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final int CUT_OFF = 130;

    private final Thread main;
    private final AtomicInteger asked = new AtomicInteger();

    private Ending(Thread main) {
        this.main = main;
    }

    /** Watches for the end of a process whose work is done by the calling thread. */
    static void watch() {
        Ending ending = new Ending(Thread.currentThread());
        Signal.handle(new Signal("INT"), signal -> ending.end());
        Signal.handle(new Signal("TERM"), signal -> ending.end());
    }

    private void end() {
        if (asked.getAndIncrement() > 0) {
            Runtime.getRuntime().halt(CUT_OFF);
        }
        Thread watch = new Thread(this::haltAfterLimit, "end-limit");
        watch.setDaemon(true);
        watch.start();
        main.interrupt();
    }

    private void haltAfterLimit() {
        try {
            main.join(LIMIT.toMillis());
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; halting early is right if somebody does.
        }
        if (main.isAlive()) {
            Runtime.getRuntime().halt(CUT_OFF);
        }
    }
}
