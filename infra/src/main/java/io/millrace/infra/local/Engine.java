package io.millrace.infra.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One server that can run as a child process: how it is prepared, started and asked whether it is ready. */
interface Engine {
    /** The name for people. */
    String name();

    /** Where its output goes. */
    Path log();

    /** Whether it has no data yet. */
    boolean isNew();

    /** The port that it serves clients on. */
    int port();

    /** Writes its configuration and, the first time, whatever it needs before its first start. */
    void prepare() throws IOException, InterruptedException;

    /** The command that starts it. */
    List<String> command();

    /** Sends a real request. Returns whether it was answered; does not throw when it was not. */
    boolean answers() throws InterruptedException;
}
