package io.millrace.infra.local;

import java.time.Duration;
import java.util.List;

/** Hears what the engines do, from their threads. */
public interface RuntimeListener {
    /** Hears nothing. */
    RuntimeListener SILENT = new RuntimeListener() {};

    /** The exit value of an engine that could not be started again at all; its log's tail then says why. */
    int NOT_STARTED = -1;

    /**
     * An engine is being started.
     *
     * @param engine its name for people, for example {@code Kafka}
     * @param firstTime whether it has no data yet
     */
    default void starting(String engine, boolean firstTime) {}

    /** An engine has answered a real request. */
    default void ready(String engine, Duration took) {}

    /**
     * An engine's process has ended without being asked to.
     *
     * @param exitValue what it exited with; 128 + n for signal n; {@link #NOT_STARTED} if there was no process
     * @param logTail the last lines of its log
     * @param nextTry how long until it is started again
     */
    default void died(String engine, int exitValue, List<String> logTail, Duration nextTry) {}
}
