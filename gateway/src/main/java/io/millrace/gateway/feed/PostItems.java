package io.millrace.gateway.feed;

import io.millrace.contracts.posts.Post;
import io.millrace.gateway.accounts.Caller;
import java.util.List;
import reactor.core.publisher.Mono;

/** Posts as the interface shows them to a caller, in their order. */
@FunctionalInterface
interface PostItems {
    Mono<List<?>> of(Caller caller, List<Post> posts);
}
