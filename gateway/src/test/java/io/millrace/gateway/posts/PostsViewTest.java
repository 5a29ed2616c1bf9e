package io.millrace.gateway.posts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.log.Freshness;
import io.millrace.storage.posts.StoredPost;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a gateway shows that does not hear the log. */
class PostsViewTest {
    private static final PostId ID = new PostId(7);
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Map<PostId, StoredPost> table = new HashMap<>();
    private final PostsView view =
            new PostsView(ids -> Mono.just(Map.copyOf(table)), new Freshness(() -> 0), 1_000_000);

    @Test
    void aPostThatAnotherGatewayHidMeanwhileIsShownAsTheTableHasIt() {
        view.happened(new PostEvent.PostCreated(post(1, Audience.PUBLIC)));
        table.put(ID, new StoredPost(post(2, Audience.PRIVATE), null));
        assertThat(view.find(ID).block(LIMIT)).isEqualTo(post(2, Audience.PRIVATE));
        table.put(ID, new StoredPost(post(2, Audience.PRIVATE).emptied(), AT));
        assertThat(view.find(ID).block(LIMIT)).isNull();
    }

    @Test
    void aPostThatTheTableDoesNotHaveYetIsShownAsTheLogToldIt() {
        view.happened(new PostEvent.PostCreated(post(1, Audience.PUBLIC)));
        assertThat(view.find(ID).block(LIMIT)).isEqualTo(post(1, Audience.PUBLIC));
        view.happened(new PostEvent.PostEdited(post(2, Audience.PRIVATE), AT));
        table.put(ID, new StoredPost(post(1, Audience.PUBLIC), null));
        assertThat(view.find(ID).block(LIMIT)).isEqualTo(post(2, Audience.PRIVATE));
    }

    @Test
    void aDeletedPostStaysDeletedWhateverTheTableHasAndWhateverComesLate() {
        table.put(ID, new StoredPost(post(3, Audience.PUBLIC), null));
        view.happened(new PostEvent.PostDeleted(post(3, Audience.PUBLIC).emptied(), AT));
        view.happened(new PostEvent.PostEdited(post(4, Audience.PUBLIC), AT));
        assertThat(view.find(ID).block(LIMIT)).isNull();
    }

    private static Post post(long version, Audience visibility) {
        return new Post(
                ID,
                new OwnerId("ada"),
                null,
                "version " + version,
                List.of(),
                Set.of(),
                visibility,
                Post.State.READY,
                null,
                version);
    }
}
