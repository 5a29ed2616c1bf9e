package io.millrace.infra.local;

import com.sun.jna.Function;

/**
 * Starts Cassandra on threads whose short sleeps may last a little longer.
 *
 * <p>Its request threads do not park when they have nothing to do: they look for work again and again, asking for sleeps of ten
 * microseconds. Linux makes some sixty of these, which costs half of a processor at any load; with a timer slack of 300
 * microseconds it is half of that, a request waits no longer than before, and what else runs on the machine has the rest. Slack
 * is a thread's own, and threads inherit it from the one that makes them, so it is set before there are any.
 *
 * <p>Uses nothing but the JDK and what Cassandra uses itself, because it lives on Cassandra's class path.
 */
public final class CassandraMain {
    private static final long TIMER_SLACK_NANOS = 300_000;

    /** Of {@code prctl(2)}. */
    private static final int PR_SET_TIMERSLACK = 29;

    private CassandraMain() {}

    /** No arguments. */
    public static void main(String[] args) throws ReflectiveOperationException {
        if (System.getProperty("os.name").equals("Linux")) {
            int failed = Function.getFunction("c", "prctl")
                    .invokeInt(new Object[] {PR_SET_TIMERSLACK, TIMER_SLACK_NANOS, 0L, 0L, 0L});
            if (failed != 0) {
                System.err.println("The timer slack cannot be set; idle threads take more of the processor");
            }
        }
        Class.forName("org.apache.cassandra.service.CassandraDaemon")
                .getMethod("main", String[].class)
                .invoke(null, (Object) args);
    }
}
