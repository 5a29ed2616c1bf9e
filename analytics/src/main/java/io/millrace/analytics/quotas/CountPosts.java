package io.millrace.analytics.quotas;

import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;

/** A post that is made is a creation; what happens to it later costs nothing. */
final class CountPosts extends CountUsage<byte[], PostEvent> {
    CountPosts() {
        super(QuotasTopology.POST_USAGE);
    }

    @Override
    void count(PostEvent event) {
        if (event instanceof PostEvent.PostCreated created) {
            Post post = created.post();
            of(post.author(), post.id().time()).creations++;
        }
    }
}
