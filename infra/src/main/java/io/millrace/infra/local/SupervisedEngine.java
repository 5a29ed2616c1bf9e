package io.millrace.infra.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs one engine: starts it, waits until it answers, starts it again when it dies, stops it when asked. */
final class SupervisedEngine {
    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** After this long the pauses are short again: whatever killed the engine is not its start. */
    private static final Duration STEADY = Duration.ofSeconds(30);

    private static final int TAIL_LINES = 25;
    private static final int CONNECT_MILLIS = 250;
    private static final int POLL_MILLIS = 100;

    /** How a life ended: of itself, or with what kept it from beginning. */
    private record End(
            int exitValue, List<String> logTail, @Nullable Exception cause) {}

    private final Engine engine;
    private final RuntimeListener listener;
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private final Thread thread;
    private volatile @Nullable Process process;
    private volatile boolean stopping;

    SupervisedEngine(Engine engine, RuntimeListener listener) {
        this.engine = engine;
        this.listener = listener;
        this.thread = new Thread(this::run, "engine-" + engine.name());
        this.thread.setDaemon(true);
    }

    /** Starts it in the background. The future ends when it answers, or with the reason why it cannot be started. */
    CompletableFuture<Void> start() {
        thread.start();
        return firstReady;
    }

    /** Asks it to flush and leave; returns at once. */
    void stop() {
        stopping = true;
        thread.interrupt();
        Process running = process;
        if (running != null) {
            try {
                running.getOutputStream().close();
            } catch (IOException e) {
                running.destroy();
            }
        }
    }

    /** Waits until it is gone, cutting it off past the limit. */
    void awaitStop() throws InterruptedException {
        thread.join(STOP_LIMIT.toMillis());
        Process running = process;
        if (running != null && !running.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            running.destroyForcibly().waitFor();
        }
    }

    @Nullable
    Process process() {
        return process;
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!stopping) {
                long started = System.nanoTime();
                End end = live();
                if (stopping) {
                    return;
                }
                if (!firstReady.isDone()) {
                    firstReady.completeExceptionally(couldNotStart(end));
                    return;
                }
                if (System.nanoTime() - started > STEADY.toNanos()) {
                    pause = FIRST_PAUSE;
                }
                listener.died(engine.name(), end.exitValue(), end.logTail(), pause);
                Thread.sleep(pause.toMillis());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        } catch (InterruptedException e) {
            firstReady.completeExceptionally(new LocalRuntimeException(engine.name() + " was stopped"));
        }
    }

    /** One life of the engine, also one that could not begin: a full disk is a reason to try again later, not to give up. */
    private End live() throws InterruptedException {
        try {
            int exitValue = runOnce();
            return new End(exitValue, EngineFiles.tail(engine.log(), TAIL_LINES), null);
        } catch (IOException | RuntimeException e) {
            Process left = process;
            if (left != null) {
                left.destroyForcibly().waitFor();
            }
            return new End(RuntimeListener.NOT_STARTED, List.of(e.toString()), e);
        }
    }

    /** One life of its process. Returns its exit value. */
    private int runOnce() throws IOException, InterruptedException {
        long started = System.nanoTime();
        listener.starting(engine.name(), engine.isNew());
        engine.prepare();
        Process child = EngineFiles.appendingTo(engine.log(), childProcess()).start();
        process = child;
        if (stopping) {
            stop();
        }
        if (becomesReady(child)) {
            listener.ready(engine.name(), Duration.ofNanos(System.nanoTime() - started));
            firstReady.complete(null);
        }
        return child.waitFor();
    }

    private ProcessBuilder childProcess() {
        ProcessBuilder builder = new ProcessBuilder(engine.command());
        // glibc otherwise keeps an arena per thread, and engines have many threads.
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        // Options meant for the services' JVM are not for the engines'.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"));
        return builder;
    }

    /** Waits until the engine answers. False when its process has ended instead. */
    private boolean becomesReady(Process child) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!child.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            // A connection is cheap; a whole client for the real request is only made once somebody listens.
            if (listens() && engine.answers()) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                child.destroyForcibly().waitFor();
            }
        }
        return false;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), engine.port()), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private RuntimeException couldNotStart(End end) {
        if (end.cause() instanceof LocalRuntimeException sentence) {
            return sentence;
        }
        String reason = end.cause() != null
                ? ": " + end.cause()
                : " (exit " + end.exitValue() + "). The end of " + engine.log() + ":\n  "
                        + String.join("\n  ", end.logTail());
        return new LocalRuntimeException(engine.name() + " could not be started" + reason, end.cause());
    }
}
