package io.millrace.infra.local;

import io.millrace.infra.Engines;
import io.millrace.infra.S3Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka broker, one Cassandra node and, where it is wanted, one S3 server as child processes, with their data under one
 * directory, unless an existing cluster is named instead. They live no longer than this process, however it ends, and one that dies is started again on
 * the same port.
 */
public final class LocalRuntime implements AutoCloseable {
    private final HomeLock lock;
    private final List<SupervisedEngine> supervised;
    private final Engines engines;
    private final @Nullable S3Server s3;

    private LocalRuntime(HomeLock lock, List<SupervisedEngine> supervised, Engines engines, @Nullable S3Server s3) {
        this.lock = lock;
        this.supervised = supervised;
        this.engines = engines;
        this.s3 = s3;
    }

    /**
     * Starts the engines at the same time and returns when they have answered a real request.
     *
     * @throws LocalRuntimeException when another runtime uses the home, an engine cannot be started, or no fitting Java
     *     is installed; the message says what to do
     */
    public static LocalRuntime start(LocalSettings settings, RuntimeListener listener) throws InterruptedException {
        try {
            HomeLock lock = HomeLock.take(settings.home());
            LocalRuntime runtime = null;
            try {
                runtime = prepare(settings, listener, lock);
                runtime.awaitReady();
                return runtime;
            } catch (IOException | RuntimeException | InterruptedException e) {
                if (runtime == null) {
                    lock.close();
                } else {
                    runtime.close();
                }
                throw e;
            }
        } catch (IOException e) {
            throw new LocalRuntimeException("The engines cannot use " + settings.home() + ": " + e.getMessage(), e);
        }
    }

    /** Where the engines are. */
    public Engines engines() {
        return engines;
    }

    /** Where the S3 server is, if one was wanted. */
    public Optional<S3Server> s3() {
        return Optional.ofNullable(s3);
    }

    /** The processes that run now, for those who watch them. */
    public List<ProcessHandle> processes() {
        return supervised.stream()
                .map(SupervisedEngine::process)
                .filter(process -> process != null && process.isAlive())
                .map(process -> process.toHandle())
                .toList();
    }

    /** Stops all engines in an orderly way and waits until they are gone. */
    @Override
    public void close() {
        supervised.forEach(SupervisedEngine::stop);
        boolean interrupted = Thread.interrupted();
        for (SupervisedEngine engine : supervised) {
            try {
                engine.awaitStop();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new LocalRuntimeException("The lock of the home could not be released", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static LocalRuntime prepare(LocalSettings settings, RuntimeListener listener, HomeLock lock)
            throws IOException {
        Ports ports = new Ports(settings.home());
        List<SupervisedEngine> supervised = new ArrayList<>();
        String kafka = settings.existingKafka();
        if (kafka == null) {
            Engine engine = new KafkaEngine(settings, ports);
            supervised.add(new SupervisedEngine(engine, listener));
            kafka = "127.0.0.1:" + engine.port();
        }
        String cassandra = settings.existingCassandra();
        String datacenter = settings.datacenter();
        if (cassandra == null) {
            Engine engine = new CassandraEngine(settings, ports);
            supervised.add(new SupervisedEngine(engine, listener));
            cassandra = "127.0.0.1:" + engine.port();
            datacenter = Engines.DEFAULT_DATACENTER;
        }
        S3Server s3 = null;
        if (settings.s3()) {
            S3Engine engine = new S3Engine(settings, ports);
            supervised.add(new SupervisedEngine(engine, listener));
            s3 = engine.server();
        }
        ports.remember();
        return new LocalRuntime(lock, List.copyOf(supervised), new Engines(kafka, cassandra, datacenter), s3);
    }

    private void awaitReady() throws InterruptedException {
        List<CompletableFuture<Void>> starts =
                supervised.stream().map(SupervisedEngine::start).toList();
        try {
            for (CompletableFuture<Void> start : starts) {
                start.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LocalRuntimeException cause) {
                throw cause;
            }
            throw new LocalRuntimeException("An engine could not be started: " + e.getCause(), e);
        }
    }
}
