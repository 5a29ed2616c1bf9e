package io.millrace.ingest.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostEvent.PostCreated;
import io.millrace.contracts.posts.PostEvent.PostDeleted;
import io.millrace.contracts.posts.PostEvent.PostEdited;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import io.millrace.storage.search.PostIndexReads;
import io.millrace.storage.search.PostIndexWrites;
import io.millrace.storage.search.SearchQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which posts are listed for search, on a real database. */
class PostSearchProjectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");
    private static final PostId ID = new PostId(TimeOrderedId.of(AT.toEpochMilli(), 1, 1));

    private Cassandra cassandra;

    @BeforeEach
    void open() {
        cassandra = Cassandra.connect(
                CassandraSettings.of(SharedRuntime.engines().cassandra(), SharedRuntime.emptyKeyspace()));
    }

    @AfterEach
    void close() {
        cassandra.close();
    }

    @Test
    void aPostIsListedFromWhenItIsReadyAndPublicUntilItIsHidden() {
        apply(new PostCreated(post(1, "lighthouse", Audience.PUBLIC, Post.State.PENDING)));
        assertThat(listed("light")).isEmpty();
        apply(edited(post(2, "lighthouse", Audience.PUBLIC, Post.State.READY)));
        assertThat(listed("light")).containsExactly(ID);
        apply(edited(post(3, "lighthouse", Audience.FOLLOWERS, Post.State.READY)));
        assertThat(listed("light")).isEmpty();
        apply(edited(post(4, "lighthouse", Audience.PUBLIC, Post.State.READY)));
        assertThat(listed("light")).containsExactly(ID);
        apply(edited(post(5, "lighthouse", Audience.PRIVATE, Post.State.READY)));
        assertThat(listed("light")).isEmpty();
    }

    @Test
    void anEditTakesOutTheWordsThatAreGoneAndADeletionAll() {
        apply(
                new PostCreated(post(1, "lighthouse at dusk", Audience.PUBLIC, Post.State.READY)),
                edited(post(2, "lightship at dawn", Audience.PUBLIC, Post.State.READY)));
        assertThat(listed("lighth")).isEmpty();
        assertThat(listed("lights")).containsExactly(ID);
        PostEvent deleted = new PostDeleted(
                post(2, "lightship at dawn", Audience.PUBLIC, Post.State.READY).emptied(), AT.plusSeconds(9));
        apply(deleted);
        for (String word : List.of("l", "lightship", "dawn", "at", "lighthouse", "dusk")) {
            assertThat(listed(word)).as(word).isEmpty();
        }
        // The log is read again.
        apply(new PostCreated(post(1, "lighthouse at dusk", Audience.PUBLIC, Post.State.READY)));
        assertThat(listed("lighth")).isEmpty();
    }

    private void apply(PostEvent... events) {
        new PostSearchProjection(new PostIndexWrites(cassandra))
                .apply(List.of(events))
                .block(LIMIT);
    }

    private List<PostId> listed(String query) {
        return new PostIndexReads(cassandra)
                .candidates(SearchQuery.of(query), null, 100)
                .collectList()
                .block(LIMIT);
    }

    private static PostEvent edited(Post post) {
        return new PostEdited(post, AT.plusSeconds(post.version()));
    }

    private static Post post(long version, String text, Audience audience, Post.State state) {
        return new Post(ID, new OwnerId("ada"), null, text, List.of(), Set.of(), audience, state, null, version);
    }
}
