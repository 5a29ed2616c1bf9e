package io.millrace.feedbuilder.fanout;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.graph.GraphEvent.BlockChanged;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.Post.State;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A random history of one author, the same for the same seed: with repetitions, and with edges that come too late. */
final class History {
    final OwnerId author;
    final List<Step> steps = new ArrayList<>();
    private final SplittableRandom random;
    private final int people;
    private final List<Post> posts = new ArrayList<>();
    private Instant now = FanoutHarness.NOW;

    /** One event, of the graph or of a post. */
    record Step(@Nullable GraphEvent graph, @Nullable PostEvent post, Instant at) {}

    History(long seed, int length) {
        random = new SplittableRandom(seed);
        author = new OwnerId("a" + Long.toUnsignedString(seed, 36));
        people = 1 + random.nextInt(24);
        int followsOfTen = 2 + random.nextInt(7);
        while (steps.size() < length) {
            pass();
            int kind = random.nextInt(100);
            if (kind < 12 && !steps.isEmpty()) {
                steps.add(steps.get(random.nextInt(steps.size())));
            } else if (random.nextInt(10) < followsOfTen) {
                graph();
            } else {
                post();
            }
        }
    }

    private void pass() {
        int kind = random.nextInt(100);
        Duration passed = kind == 0
                ? Duration.ofDays(random.nextInt(20))
                : kind < 10 ? Duration.ofHours(random.nextInt(30)) : Duration.ofSeconds(random.nextInt(1, 600));
        now = now.plus(passed).plusMillis(1);
    }

    private void graph() {
        OwnerId other = new OwnerId("f" + random.nextInt(people));
        boolean late = random.nextInt(8) == 0;
        Instant at = late ? now.minusSeconds(random.nextInt(20_000)) : now;
        GraphEvent event = random.nextInt(20) == 0
                ? new BlockChanged(author, other, random.nextBoolean(), at)
                : new FollowChanged(other, author, state(), at);
        steps.add(new Step(event, null, at));
    }

    private Following state() {
        int kind = random.nextInt(10);
        if (kind < 6) {
            return Following.FOLLOWING;
        }
        return kind < 8 ? Following.NONE : kind < 9 ? Following.ASLEEP : Following.REQUESTED;
    }

    private void post() {
        int kind = random.nextInt(10);
        if (posts.isEmpty() || kind < 6) {
            PostId id = new PostId(TimeOrderedId.of(now.toEpochMilli(), 1, random.nextInt(4_096)));
            Post post = post(id, 1);
            posts.add(post);
            steps.add(new Step(null, new PostEvent.PostCreated(post), id.time()));
            return;
        }
        int index = random.nextInt(posts.size());
        Post before = posts.get(index);
        if (kind < 9) {
            Post edited = post(before.id(), before.version() + 1);
            posts.set(index, edited);
            steps.add(new Step(null, new PostEvent.PostEdited(edited, now), now));
        } else {
            steps.add(new Step(null, new PostEvent.PostDeleted(before.emptied(), now), now));
        }
    }

    private Post post(PostId id, long version) {
        int kind = random.nextInt(10);
        Audience audience = kind < 2 ? Audience.PRIVATE : kind < 5 ? Audience.FOLLOWERS : Audience.PUBLIC;
        State state = random.nextInt(6) == 0 ? State.PENDING : State.READY;
        return new Post(id, author, null, "text", List.of(), Set.of(), audience, state, null, version);
    }
}
