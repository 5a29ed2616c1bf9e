package io.millrace.ingest.media;

import static java.util.function.Function.identity;

import io.millrace.contracts.posts.Attachment;
import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.MediaEvent;
import io.millrace.contracts.posts.MediaId;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.storage.media.MediaClaims;
import io.millrace.storage.media.MediaReads;
import io.millrace.storage.media.StoredMedia;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Shows posts as soon as all their photos can be shown, and ends what posts leave behind. The views of posts and of media each
 * write first and then look for the other, so whichever comes last finds both.
 *
 * <p>A post is shown by an edit like any other: the right to it is claimed. Where somebody else has it, the event of theirs
 * makes the view look again.
 */
public final class PendingPosts {
    private final MediaReads media;
    private final MediaClaims claims;
    private final PostLog posts;
    private final Function<MediaEvent, Mono<Void>> log;
    private final Clock clock;

    /** @param log appends what happened to photos and videos */
    public PendingPosts(
            MediaReads media, MediaClaims claims, PostLog posts, Function<MediaEvent, Mono<Void>> log, Clock clock) {
        this.media = media;
        this.claims = claims;
        this.posts = posts;
        this.log = log;
        this.clock = clock;
    }

    /** The view of posts has this state: shows it, if it waited for nothing but its photos and they are there. */
    public Mono<Void> written(Post post) {
        if (post.state() != Post.State.PENDING) {
            return Mono.empty();
        }
        List<MediaId> ids = post.media().stream().map(Attachment::media).toList();
        return Flux.fromIterable(ids)
                .concatMap(media::stored)
                .collectList()
                .flatMap(found -> Mono.justOrEmpty(settled(post, found)))
                .flatMap(this::edit);
    }

    /** The view of media has this state: the post that it is on may have waited for it. */
    Mono<Void> rendered(Media rendered) {
        return claims.post(rendered.id()).flatMap(posts::find).flatMap(this::written);
    }

    /** A post is gone: so are its photos and videos. May be asked any number of times. */
    public Mono<Void> deleted(PostId post) {
        return claims.of(post)
                .concatMap(id -> claims.end(id, post).filter(ended -> ended).flatMap(ended -> media.find(id)))
                .concatMap(gone -> log.apply(new MediaEvent.MediaDeleted(gone.emptied(), clock.instant())))
                .then();
    }

    private Mono<Void> edit(Post settled) {
        return posts.claim(settled.id(), settled.version() - 1)
                .flatMap(won ->
                        won ? posts.append(new PostEvent.PostEdited(settled, clock.instant())) : Mono.<Void>empty());
    }

    /** The post with what is known of its photos now; null while the view does not have one of them, or it is to be rendered. */
    static @Nullable Post settled(Post post, List<StoredMedia> found) {
        Map<MediaId, StoredMedia> byId =
                found.stream().collect(Collectors.toMap(stored -> stored.media().id(), identity()));
        boolean shown = true;
        List<Attachment> attachments = new ArrayList<>();
        for (Attachment attachment : post.media()) {
            StoredMedia stored = byId.get(attachment.media());
            if (stored == null || stored.media().state() == Media.State.UPLOADED && !stored.isDeleted()) {
                return null;
            }
            shown &= stored.media().state() == Media.State.READY && !stored.isDeleted();
            attachments.add(measured(attachment, stored.media()));
        }
        return new Post(
                post.id(),
                post.author(),
                post.title(),
                post.text(),
                attachments,
                post.tags(),
                post.visibility(),
                shown ? Post.State.READY : Post.State.FAILED,
                post.editedAt(),
                post.version() + 1);
    }

    private static Attachment measured(Attachment attachment, Media media) {
        return new Attachment(
                attachment.media(), attachment.kind(), attachment.alt(), media.width(), media.height(), media.blur());
    }
}
