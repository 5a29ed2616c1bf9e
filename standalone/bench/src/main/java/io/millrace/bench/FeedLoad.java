package io.millrace.bench;

import io.millrace.bench.FeedMix.Kind;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.standalone.load.KeepAliveConnection;
import io.millrace.standalone.load.KeepAliveConnection.Answer;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** One run of a mix of feed reads, timeline reads and posts at a fixed rate, measured from when each was due. */
final class FeedLoad {
    private static final int CONNECTIONS = 64;
    private static final int LONGEST_SECONDS = 3_600;

    private final Gateway gateway;
    private final FeedMix mix;
    private final People people;
    private final Arrivals arrivals;
    private final Map<Kind, Latencies> latencies = new EnumMap<>(Kind.class);
    private final Latencies readable = new Latencies();
    private final LongAdder refused = new LongAdder();
    private final OpenLoop loop;
    private final int rate;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
    private double seconds;

    /**
     * Who reads and posts.
     *
     * @param readers read feeds
     * @param authors post, and have their timelines read
     * @param key the API key of each
     * @param receivers in whose feeds an author's posts are looked for
     */
    record People(
            List<OwnerId> readers,
            List<OwnerId> authors,
            Function<OwnerId, String> key,
            Function<OwnerId, Receivers> receivers) {}

    /** @param rate requests per second */
    FeedLoad(Gateway gateway, FeedMix mix, People people, Arrivals arrivals, int rate) {
        this.gateway = gateway;
        this.mix = mix;
        this.people = people;
        this.arrivals = arrivals;
        this.rate = rate;
        for (Kind kind : Kind.values()) {
            latencies.put(kind, new Latencies());
        }
        this.loop = new OpenLoop(
                gateway, rate, CONNECTIONS, number -> latencies.getOrDefault(mix.kind(number), new Latencies()));
    }

    /** Runs for some seconds. */
    FeedLoad run(double forSeconds) throws IOException, InterruptedException {
        seconds = loop.run(Math.round(rate * forSeconds), this::exchange);
        return this;
    }

    /** Begins; others go on meanwhile. */
    FeedLoad begin() {
        running = CompletableFuture.runAsync(() -> {
            try {
                run(LONGEST_SECONDS);
            } catch (IOException e) {
                throw new BenchException("There is no Millrace any more", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return this;
    }

    /** Ends what was begun. */
    FeedLoad end() {
        loop.stop();
        running.join();
        return this;
    }

    private void exchange(KeepAliveConnection connection, long number) throws IOException {
        Kind kind = mix.kind(number);
        List<OwnerId> some = kind == Kind.FEED ? people.readers() : people.authors();
        // Spread by a multiplicative hash, so that no part of the mix always meets the same people.
        OwnerId name = some.get((int) (((number * 0x9E3779B97F4A7C15L) >>> 33) % some.size()));
        Answer answer = connection.exchange(request(kind, name));
        if (answer.status() != (kind == Kind.POST ? 201 : 200)) {
            refused.increment();
        } else if (kind == Kind.POST) {
            long now = System.nanoTime();
            Receivers receivers = people.receivers().apply(name);
            if (!receivers.names().isEmpty()) {
                arrivals.expect(Gateway.postOf(answer), receivers, now, readable);
            }
        }
    }

    private byte[] request(Kind kind, OwnerId name) {
        String key = people.key().apply(name);
        return switch (kind) {
            case FEED -> gateway.get("/api/v1/feed", key);
            case TIMELINE -> gateway.get("/api/v1/users/" + name + "/posts", key);
            case POST -> gateway.post("/api/v1/posts", key, "{\"text\":\"What was to be said of this\"}");
        };
    }

    Latencies of(Kind kind) {
        return latencies.getOrDefault(kind, new Latencies());
    }

    /** From the acknowledgement of a post to when the last of its receivers has it. */
    Latencies readable() {
        return readable;
    }

    double seconds() {
        return seconds;
    }

    int posts() {
        return of(Kind.POST).count();
    }

    /** How many were not answered as they should have been. */
    long failed() {
        return refused.sum() + loop.broken();
    }

    /** What of the wanted rate was achieved. */
    double achieved() {
        return latencies.values().stream().mapToInt(Latencies::count).sum() / seconds / rate;
    }

    FeedMix mix() {
        return mix;
    }
}
