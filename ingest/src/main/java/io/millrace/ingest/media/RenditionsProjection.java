package io.millrace.ingest.media;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.MediaEvent;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.media.MediaReads;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Renders photos as they come, some at a time, and says so on their topic. A consumer of its own: however long photos take, the
 * view, and whoever waits for what is there already, does not wait for them.
 *
 * <p>The same event again renders nothing, if the view knows of the first time; and else makes objects of the same names again
 * and says the same again, which changes nothing.
 */
final class RenditionsProjection implements Projection<MediaEvent> {
    private final MediaReads reads;
    private final Renderer renderer;
    private final Function<MediaEvent, Mono<Void>> log;
    private final int atOnce;
    private final Clock clock;

    /**
     * @param log appends what came of it
     * @param atOnce how many photos are fetched, rendered or stored at the same time
     */
    RenditionsProjection(
            MediaReads reads, Renderer renderer, Function<MediaEvent, Mono<Void>> log, int atOnce, Clock clock) {
        this.reads = reads;
        this.renderer = renderer;
        this.log = log;
        this.atOnce = atOnce;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "renditions";
    }

    @Override
    public Topic topic() {
        return Topics.MEDIA;
    }

    @Override
    public EventFamily<MediaEvent> family() {
        return EventFamily.MEDIA;
    }

    @Override
    public Mono<Void> apply(List<MediaEvent> events) {
        return Flux.fromIterable(events)
                .filter(event -> event instanceof MediaEvent.MediaUploaded)
                .map(MediaEvent::media)
                .filter(media -> media.state() == Media.State.UPLOADED)
                .flatMap(media -> Outage.waitedFor(render(media)), atOnce)
                .then();
    }

    private Mono<Void> render(Media media) {
        return isDone(media)
                .filter(done -> !done)
                .flatMap(todo -> renderer.render(media))
                .flatMap(rendered -> log.apply(new MediaEvent.MediaRendered(rendered, clock.instant())));
    }

    /** The view may be behind and not have it yet. */
    private Mono<Boolean> isDone(Media media) {
        return reads.stored(media.id())
                .map(stored -> stored.isDeleted() || stored.media().state() != Media.State.UPLOADED)
                .defaultIfEmpty(false);
    }
}
