package io.millrace.bench;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.MediaId;
import io.millrace.standalone.load.KeepAliveConnection;
import io.millrace.standalone.load.KeepAliveConnection.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Photos that are uploaded at a fixed rate, each by one of some, and shown in a post of its own; and what became of them. */
final class PhotoLoad {
    private static final int CONNECTIONS = 64;
    private static final int PARTS = 3;

    private final Gateway gateway;
    private final SamplePhotos photos;
    private final FeedLoad.People people;
    private final PhotoViews views;
    private final int rate;
    private final long count;
    private final OpenLoop loop;
    private final Queue<MediaId> acknowledged = new ConcurrentLinkedQueue<>();
    private final LongAdder refused = new LongAdder();
    private final Latencies uploads = new Latencies();
    private final Latencies rendered = new Latencies();
    private final Latencies shown = new Latencies();
    private final List<Latencies> parts =
            Stream.generate(Latencies::new).limit(PARTS).toList();
    private double seconds;

    /** @param rate photos per second */
    PhotoLoad(
            Gateway gateway, SamplePhotos photos, FeedLoad.People people, PhotoViews views, int rate, int forSeconds) {
        this.gateway = gateway;
        this.photos = photos;
        this.people = people;
        this.views = views;
        this.rate = rate;
        this.count = (long) rate * forSeconds;
        this.loop = new OpenLoop(gateway, rate, CONNECTIONS);
    }

    PhotoLoad run() throws IOException, InterruptedException {
        seconds = loop.run(count, this::exchange);
        return this;
    }

    private void exchange(KeepAliveConnection connection, long number) throws IOException {
        OwnerId author = people.authors().get((int) (number % people.authors().size()));
        String key = people.key().apply(author);
        byte[] request = gateway.upload("/api/v1/media", key, "image/jpeg", photos.next());
        long sent = System.nanoTime();
        Answer answer = connection.exchange(request);
        long now = System.nanoTime();
        if (answer.status() != 201) {
            refused.increment();
            return;
        }
        uploads.add(now - sent);
        MediaId photo = Gateway.mediaOf(answer);
        String post = "{\"text\":\"What was to be seen\",\"media\":[\"" + photo + "\"]}";
        if (connection.exchange(gateway.post("/api/v1/posts", key, post)).status() != 201) {
            refused.increment();
            return;
        }
        acknowledged.add(photo);
        views.expect(photo, now, (renderedNanos, shownNanos) -> {
            rendered.add(renderedNanos);
            shown.add(shownNanos);
            parts.get((int) (number * PARTS / count)).add(shownNanos);
        });
    }

    /** The photos that were taken together with their posts. */
    List<MediaId> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** How many a second were taken. */
    double achieved() {
        return acknowledged.size() / seconds;
    }

    int rate() {
        return rate;
    }

    /** How many photos or posts were not taken. */
    long failed() {
        return refused.sum() + loop.broken();
    }

    /** From when a photo was sent to when it was acknowledged. */
    Latencies uploads() {
        return uploads;
    }

    /** From when a photo was due to when it and its post were acknowledged. */
    Latencies posted() {
        return loop.latencies();
    }

    /** From the acknowledgement of a photo to when the log had its renditions. */
    Latencies rendered() {
        return rendered;
    }

    /** From the acknowledgement of a photo to when everybody was shown it. */
    Latencies shown() {
        return shown;
    }

    /** Likewise, of the photos of the first third of the time. */
    Latencies shownFirst() {
        return parts.get(0);
    }

    /** Likewise, of the photos of the last third of the time. */
    Latencies shownLast() {
        return parts.get(PARTS - 1);
    }
}
