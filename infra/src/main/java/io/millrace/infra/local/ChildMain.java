package io.millrace.infra.local;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * What an engine's JVM starts with: runs the main class named first with the remaining arguments, and leaves in an
 * orderly way when standard input ends. The other end of that pipe is held by the parent only, and the kernel closes it
 * however the parent dies, so no engine outlives its parent. Uses nothing but the JDK, because it lives on the engine's
 * class path.
 */
public final class ChildMain {
    /** How long an engine may take to flush and close before it is cut off. */
    private static final long ORDERLY_EXIT_MILLIS = 25_000;

    private ChildMain() {}

    /** Arguments: the main class and its arguments. */
    public static void main(String[] args) throws ReflectiveOperationException {
        InputStream parent = System.in;
        daemon("parent-watch", () -> exitAtEndOf(parent));
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 1, args.length));
    }

    private static void exitAtEndOf(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // Nothing is ever sent; only the end counts.
            }
        } catch (IOException e) {
            // A broken pipe is an end as well.
        }
        daemon("exit-limit", ChildMain::haltAfterLimit);
        System.exit(0);
    }

    private static void haltAfterLimit() {
        try {
            Thread.sleep(ORDERLY_EXIT_MILLIS);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; halting early is right if somebody does.
        }
        Runtime.getRuntime().halt(1);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
