package io.millrace.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Uploads texts until so many are acknowledged, whatever becomes of the gateway meanwhile. Each upload has a number, which is the
 * paste's name and the seed of its text; so whoever finds a paste knows what its text must be.
 */
final class PasteLoad {
    private static final Duration UPLOAD_LIMIT = Duration.ofSeconds(30);
    private static final long AGAIN_NANOS = Duration.ofMillis(100).toNanos();
    private static final int SMALL = 16 * 1024;
    private static final int LARGEST = 10_000_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String url;
    private final long seed;
    private final int wanted;
    private final AtomicInteger next = new AtomicInteger();
    /** The key of each acknowledged upload by its number. */
    private final ConcurrentMap<Integer, String> acknowledged = new ConcurrentHashMap<>();

    private final LongAdder broken = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private final ConcurrentMap<Integer, Integer> unexpected = new ConcurrentHashMap<>();
    private final List<Thread> clients = new ArrayList<>();

    PasteLoad(InetSocketAddress gateway, int wanted, int clients, long seed) {
        this.url = "http://localhost:" + gateway.getPort();
        this.wanted = wanted;
        this.seed = seed;
        for (int i = 0; i < clients; i++) {
            Thread client = new Thread(this::upload, "uploads-" + i);
            client.setDaemon(true);
            client.start();
            this.clients.add(client);
        }
    }

    private void upload() {
        while (acknowledged.size() < wanted) {
            int number = next.getAndIncrement();
            try {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create(url + "/p?name=" + number))
                                .timeout(UPLOAD_LIMIT)
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofByteArray(text(number)))
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() == 201) {
                    acknowledged.put(number, answer.body().strip().replaceFirst(".*/p/", ""));
                    continue;
                }
                if (answer.statusCode() == 503
                        && answer.headers().firstValue("Retry-After").isPresent()) {
                    unavailable.increment();
                } else {
                    unexpected.merge(answer.statusCode(), 1, Integer::sum);
                }
            } catch (IOException e) {
                broken.increment();
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(AGAIN_NANOS);
        }
    }

    /**
     * The text of an upload: two thirds are short enough to be kept in the event, most others have 100 kB to 1 MB, some as much
     * as a text may have.
     */
    byte[] text(int number) {
        SplittableRandom random = new SplittableRandom(seed * 31 + number);
        int size = number % 100 == 7
                ? LARGEST
                : number % 3 == 0 ? random.nextInt(100_000, 1_000_000) : random.nextInt(1, SMALL + 1);
        byte[] text = new byte[size];
        random.nextBytes(text);
        for (int i = 0; i < size; i++) {
            text[i] = (byte) (i % 80 == 79 ? '\n' : ' ' + (text[i] & 0x3f));
        }
        return text;
    }

    boolean isLong(int number) {
        return text(number).length > SMALL;
    }

    /** Waits until this share of what is wanted is acknowledged. */
    void awaitShare(double share) {
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> acknowledged.size() >= share * wanted);
        assertThat(clients).as("the load is still under way").anyMatch(Thread::isAlive);
    }

    void join() throws InterruptedException {
        for (Thread client : clients) {
            client.join(Duration.ofMinutes(4).toMillis());
            assertThat(client.isAlive()).as("uploads come to an end").isFalse();
        }
    }

    /** The keys of what was acknowledged, by the uploads' numbers. */
    Map<Integer, String> acknowledged() {
        return acknowledged;
    }

    /** Answers that were neither a success nor a request to come again, by status. */
    Map<Integer, Integer> unexpected() {
        return unexpected;
    }

    @Override
    public String toString() {
        return next.get() + " uploads: " + acknowledged.size() + " acknowledged, " + unavailable.sum()
                + " told to come again, " + broken.sum() + " cut off";
    }
}
