package io.millrace.gateway.media;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Attachment;
import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.MediaId;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.web.Fields;
import io.millrace.gateway.web.Problem;
import io.millrace.storage.media.MediaClaims;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives photos and videos to the post that is being made of them: each is its author's, and on no other post. */
public final class MediaCheck {
    private static final String FIELD = "media";

    private final RecentMedia recent;
    private final MediaClaims claims;

    MediaCheck(RecentMedia recent, MediaClaims claims) {
        this.recent = recent;
        this.claims = claims;
    }

    /**
     * What a post is to show.
     *
     * @param alt what it shows, in words
     */
    public record Wish(MediaId media, @Nullable String alt) {}

    /**
     * What a post has got.
     *
     * @param attachments in the order of the wishes
     * @param ready whether all of it can be shown now; else the post waits for it
     */
    public record Taken(List<Attachment> attachments, boolean ready) {}

    /**
     * Gives them to a post. All are given or, if that fails, none.
     *
     * @param wishes different ones, at most {@link io.millrace.contracts.posts.Post#MAX_MEDIA}
     * @return what the post shows; the problem {@code invalid-field} if one is not there, not the author's, failed, or on
     *     another post
     */
    public Mono<Taken> take(OwnerId author, PostId post, List<Wish> wishes) {
        return Flux.fromIterable(wishes)
                .concatMap(wish -> usable(author, wish))
                .collectList()
                .flatMap(found -> Flux.fromIterable(wishes)
                        .concatMap(wish -> claimed(wish, post))
                        .then(Mono.fromSupplier(() -> taken(wishes, found)))
                        .onErrorResume(error -> release(post, wishes).then(Mono.error(error))));
    }

    private Mono<Media> usable(OwnerId author, Wish wish) {
        return recent.find(wish.media())
                .filter(media -> media.owner().equals(author))
                .switchIfEmpty(Mono.error(() -> unknown(wish)))
                .doOnNext(media -> {
                    if (media.state() == Media.State.FAILED) {
                        throw Fields.invalid(FIELD, "The file " + media.id() + " cannot be shown: " + media.failure());
                    }
                });
    }

    private Mono<Void> claimed(Wish wish, PostId post) {
        return claims.take(wish.media(), post).flatMap(won -> won ? Mono.empty() : Mono.error(() -> onAnother(wish)));
    }

    private static Taken taken(List<Wish> wishes, List<Media> found) {
        List<Attachment> attachments = IntStream.range(0, found.size())
                .mapToObj(i -> attachment(found.get(i), wishes.get(i).alt()))
                .toList();
        return new Taken(attachments, found.stream().allMatch(media -> media.state() == Media.State.READY));
    }

    /** Gives back what a post had got that was not made after all. What cannot be given back now ends by itself. */
    public Mono<Void> release(PostId post, List<Wish> wishes) {
        return Flux.fromIterable(wishes)
                .concatMap(wish -> claims.release(wish.media(), post).onErrorComplete())
                .then();
    }

    private static Attachment attachment(Media media, @Nullable String alt) {
        return new Attachment(media.id(), media.kind(), alt, media.width(), media.height(), media.blur());
    }

    private static Problem unknown(Wish wish) {
        return Fields.invalid(FIELD, "You have no file " + wish.media() + "; upload it first");
    }

    private static Problem onAnother(Wish wish) {
        return Fields.invalid(FIELD, "The file " + wish.media() + " is on another post; upload it once more");
    }
}
