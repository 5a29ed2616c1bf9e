package io.millrace.gateway.media;

import static io.millrace.gateway.links.Gateways.FIRST;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.MediaEvent;
import io.millrace.contracts.posts.MediaId;
import io.millrace.gateway.log.EventLog;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.media.MediaWrites;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Photos as they are once ingest has seen to them. */
public final class Posted {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Posted() {}

    static String uploaded(String owner) {
        return FIRST.call("POST", "/api/v1/media")
                .as(owner)
                .bytes("image/jpeg", Photos.jpeg(40, 30))
                .send()
                .json()
                .get("id")
                .stringValue();
    }

    /**
     * The id of a photo with its renditions.
     *
     * @param visibility of the post that it is on; null for none
     */
    public static String rendered(String owner, @Nullable String visibility) {
        String id = uploaded(owner);
        Media before = await().atMost(LIMIT)
                .until(
                        () -> FIRST.bean(RecentMedia.class)
                                .find(MediaId.parse(id))
                                .block(LIMIT),
                        found -> found != null);
        List<Media.Rendition> renditions = Stream.of("1080", "640", "square")
                .map(name -> rendition(id, name))
                .toList();
        Media ready = new Media(
                before.id(),
                before.owner(),
                before.kind(),
                before.original(),
                Media.State.READY,
                40,
                30,
                null,
                renditions,
                null);
        FIRST.bean(MediaWrites.class).put(ready).block(LIMIT);
        FIRST.bean(EventLog.class)
                .append(new MediaEvent.MediaRendered(ready, Instant.now()), Mono.empty())
                .block(LIMIT);
        await().atMost(LIMIT)
                .until(() -> FIRST.bean(RecentMedia.class)
                                .find(before.id())
                                .block(LIMIT)
                                .state()
                        == Media.State.READY);
        if (visibility != null) {
            String text = "{'text':'x','media':['" + id + "'],'visibility':'" + visibility + "'}";
            var made = FIRST.call("POST", "/api/v1/posts").as(owner).json(text).send();
            if (made.status() != 201) {
                throw new IllegalStateException(made.text());
            }
        }
        return id;
    }

    private static Media.Rendition rendition(String id, String name) {
        BlobRef blob = FIRST.bean(BlobStore.class)
                .put(new BlobKey("media/" + id + "/" + name + "-0"), Mono.just(ByteBuffer.wrap(Photos.jpeg(40, 30))))
                .block(LIMIT);
        return new Media.Rendition(name, 40, 30, blob);
    }
}
