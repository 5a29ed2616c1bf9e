package io.millrace.ingest.posts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Like;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import io.millrace.storage.posts.LikeReads;
import io.millrace.storage.posts.LikeWrites;
import io.millrace.storage.posts.PostReads;
import io.millrace.storage.posts.PostWrites;
import io.millrace.storage.posts.StoredPost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tables of posts and likes hold, on a real database, whatever comes again or late. */
class PostsTablesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final OwnerId ADA = new OwnerId("ada");
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");
    private static final int POSTS = 12;

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
    void eventsInAnyOrderAndAnyNumberOfTimesLeaveTheLastStateOfEachPost() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        List<PostEvent> events = new ArrayList<>();
        Map<PostId, PostEvent> last = new HashMap<>();
        for (int i = 0; i < POSTS; i++) {
            Post post = post(i, 1);
            add(events, last, new PostEvent.PostCreated(post));
            int edits = random.nextInt(4);
            for (int version = 2; version < 2 + edits; version++) {
                add(events, last, new PostEvent.PostEdited(post(i, version), AT.plusSeconds(version)));
            }
            if (random.nextBoolean()) {
                Post state = post(i, 1 + edits);
                add(events, last, new PostEvent.PostDeleted(state.emptied(), AT.plusSeconds(9)));
            }
        }
        List<PostEvent> twice = new ArrayList<>(events);
        twice.addAll(events);
        Collections.shuffle(twice, random);
        new PostsProjection(new PostWrites(cassandra)).apply(twice).block(LIMIT);

        PostReads reads = new PostReads(cassandra);
        Map<PostId, StoredPost> stored = reads.findAll(last.keySet()).block(LIMIT);
        assertThat(stored).as("-Dseed=%d", seed).hasSize(POSTS);
        last.forEach((id, event) -> {
            assertThat(stored.get(id).post()).as("-Dseed=%d", seed).isEqualTo(event.post());
            assertThat(stored.get(id).isDeleted()).isEqualTo(event instanceof PostEvent.PostDeleted);
        });
        List<PostId> there = last.entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof PostEvent.PostDeleted))
                .map(Map.Entry::getKey)
                .sorted(Collections.reverseOrder())
                .toList();
        assertThat(reads.timeline(ADA, null, POSTS).collectList().block(LIMIT))
                .as("-Dseed=%d", seed)
                .isEqualTo(there);
    }

    @Test
    void likesInAnyOrderAndAnyNumberOfTimesLeaveTheLatestOfEachPair() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        List<Like> likes = new ArrayList<>();
        Set<PostId> liked = new HashSet<>();
        for (int i = 0; i < POSTS; i++) {
            PostId post = post(i, 1).id();
            boolean last = false;
            for (int k = 0; k < 1 + random.nextInt(5); k++) {
                last = random.nextBoolean();
                likes.add(new Like(post, ADA, last, AT.plusNanos(1_000L * k)));
            }
            if (last) {
                liked.add(post);
            }
        }
        List<Like> twice = new ArrayList<>(likes);
        twice.addAll(likes);
        Collections.shuffle(twice, random);
        new LikesProjection(new LikeWrites(cassandra)).apply(twice).block(LIMIT);

        LikeReads reads = new LikeReads(cassandra);
        assertThat(reads.likedBy(ADA, likes.stream().map(Like::post).toList()).block(LIMIT))
                .as("-Dseed=%d", seed)
                .isEqualTo(liked);
        assertThat(reads.allOf(ADA, null).collectList().block(LIMIT))
                .as("-Dseed=%d", seed)
                .containsExactlyInAnyOrderElementsOf(liked);
    }

    private static void add(List<PostEvent> events, Map<PostId, PostEvent> last, PostEvent event) {
        events.add(event);
        last.put(event.post().id(), event);
    }

    private static Post post(int number, long version) {
        PostId id = new PostId(TimeOrderedId.of(AT.toEpochMilli() + number, 1, 0));
        return new Post(
                id,
                ADA,
                "post " + number,
                version % 2 == 0 ? null : "version " + version,
                List.of(),
                Set.of("v" + version),
                version % 3 == 0 ? Audience.PRIVATE : Audience.PUBLIC,
                Post.State.READY,
                version == 1 ? null : AT.plusSeconds(version),
                version);
    }
}
