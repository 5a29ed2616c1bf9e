package io.millrace.gateway.media;

import io.millrace.contracts.posts.Media;
import io.millrace.gateway.accounts.Caller;
import reactor.core.publisher.Mono;

/** Who sees a photo or video: who sees the post that it is on. On no post, nobody but its owner does. */
public interface MediaAudience {
    /** Whether everybody sees the post that it is on. */
    Mono<Boolean> isPublic(Media media);

    /** Whether that caller, who is neither its owner nor an admin, sees the post that it is on. */
    Mono<Boolean> sees(Caller caller, Media media);
}
