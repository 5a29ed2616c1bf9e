package io.millrace.feedbuilder.fanout;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must become of the posts of one author, said as plainly as can be: maps, and everything counted again each time. */
final class NaiveAuthor {
    private final FanoutSettings settings;
    private final Map<OwnerId, FollowChanged> edges = new HashMap<>();
    private final Map<PostId, NaivePost> posts = new TreeMap<>(Comparator.reverseOrder());
    private boolean pulls;
    private Instant changed = Instant.MIN;
    private Instant latest = Instant.EPOCH;

    /** How often each follower must have received each post: follower and post joined by a slash. */
    final Map<String, Integer> received = new TreeMap<>();

    /** Which posts must be pulled now. */
    final Map<PostId, Boolean> pulled = new TreeMap<>();

    NaiveAuthor(FanoutSettings settings) {
        this.settings = settings;
    }

    private static final class NaivePost {
        long version;
        boolean reaches;
        boolean deleted;
        String mode = "";
    }

    long followers() {
        return edges.values().stream().filter(edge -> edge.state().follows()).count();
    }

    void follow(FollowChanged event) {
        FollowChanged before = edges.get(event.follower());
        if (before != null && !event.at().isAfter(before.at())) {
            return;
        }
        edges.put(event.follower(), event);
        boolean was = before != null && before.state() == Following.FOLLOWING;
        if (event.state() == Following.FOLLOWING && !was) {
            pass(event.at());
            posts.entrySet().stream()
                    .filter(entry -> !past(entry.getKey()))
                    .limit(StampedPosts.LOOKED_AT)
                    .filter(entry -> entry.getValue().mode.equals("push") && entry.getValue().reaches)
                    .limit(EnrolFollowers.BACK_FILLED)
                    .forEach(entry -> receive(event.follower(), entry.getKey()));
        }
    }

    void post(PostEvent event, Instant at) {
        Post post = event.post();
        boolean deletion = event instanceof PostEvent.PostDeleted;
        NaivePost known = posts.get(post.id());
        if (known != null && (known.deleted || (!deletion && post.version() <= known.version))) {
            return;
        }
        pass(at);
        NaivePost now = posts.computeIfAbsent(post.id(), id -> new NaivePost());
        now.version = post.version();
        now.deleted = deletion;
        boolean reached = now.reaches;
        now.reaches = !deletion && post.reachesFollowers() && !past(post.id());
        if (now.reaches && now.mode.isEmpty()) {
            now.mode = mode();
        }
        if (now.mode.equals("pull") && now.reaches != reached) {
            pulled.put(post.id(), now.reaches);
        }
        if (now.mode.equals("push") && now.reaches && !reached) {
            List.copyOf(edges.values()).stream()
                    .filter(edge -> edge.state() == Following.FOLLOWING)
                    .forEach(edge -> receive(edge.follower(), post.id()));
        }
    }

    private String mode() {
        long followers = followers();
        boolean other = pulls ? followers < settings.pushBelow() : followers >= settings.pullFrom();
        if (other && (changed.equals(Instant.MIN) || !latest.isBefore(changed.plus(settings.dwell())))) {
            pulls = !pulls;
            changed = latest;
        }
        return pulls ? "pull" : "push";
    }

    private void pass(Instant at) {
        latest = latest.isBefore(at) ? at : latest;
    }

    /** Whether feeds do not hold a post any more; what is told of it then is of no consequence. */
    boolean past(PostId post) {
        return post.time().isBefore(latest.minus(StampedPosts.HORIZON));
    }

    private void receive(OwnerId follower, PostId post) {
        received.merge(follower + "/" + post, 1, Integer::sum);
    }
}
