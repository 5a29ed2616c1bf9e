package io.millrace.bench;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.standalone.load.KeepAliveConnection;
import java.io.IOException;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Whether posts are on the first pages of feeds, in the order of time. */
final class FeedPages implements AutoCloseable {
    private static final int READERS = 4;

    private final Gateway gateway;
    private final Function<OwnerId, String> key;
    private final Scheduler readers = Schedulers.newBoundedElastic(READERS, 10_000, "pages", 60, true);
    private final ThreadLocal<KeepAliveConnection> connections;

    /** @param key the API key of a reader */
    FeedPages(Gateway gateway, Function<OwnerId, String> key) {
        this.gateway = gateway;
        this.key = key;
        this.connections = ThreadLocal.withInitial(gateway::connect);
    }

    Mono<Boolean> have(OwnerId reader, PostId post) {
        return Mono.fromCallable(() -> read(reader).contains("\"id\":\"" + post + "\""))
                .onErrorResume(IOException.class, error -> Mono.fromRunnable(connections::remove)
                        .thenReturn(false))
                .subscribeOn(readers);
    }

    private String read(OwnerId reader) throws IOException {
        return connections
                .get()
                .exchange(gateway.get("/api/v1/feed?order=latest", key.apply(reader)))
                .text();
    }

    @Override
    public void close() {
        readers.dispose();
    }
}
