package io.millrace.infra.local;

import io.millrace.infra.Engines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The engines alone, for development: prints the variables that point the services and the tests to them. */
public final class RuntimeMain {
    private RuntimeMain() {}

    /** Argument: the home, {@code ./.millrace} by default. */
    public static void main(String[] args) throws InterruptedException {
        Path home = Path.of(args.length > 0 ? args[0] : ".millrace");
        LocalRuntime runtime = LocalRuntime.start(LocalSettings.at(home), new Printer());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            runtime.close();
                            stopped.countDown();
                        },
                        "stop-engines"));
        Engines engines = runtime.engines();
        System.out.println("export " + Engines.KAFKA_VARIABLE + "=" + engines.kafka() + " " + Engines.CASSANDRA_VARIABLE
                + "=" + engines.cassandra());
        stopped.await();
    }

    private static final class Printer implements RuntimeListener {
        @Override
        public void ready(String engine, Duration took) {
            System.err.println(engine + " is ready after " + took.toMillis() + " ms");
        }

        @Override
        public void died(String engine, int exitValue, List<String> logTail, Duration nextTry) {
            System.err.println(
                    engine + " has died (exit " + exitValue + "), next try in " + nextTry.toMillis() + " ms");
            logTail.forEach(line -> System.err.println("  " + line));
        }
    }
}
