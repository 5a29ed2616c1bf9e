package io.millrace.standalone.faults;

import io.millrace.contracts.posts.Audience;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What must become of some users, their posts and their feeds, said as plainly as can be: everything is looked at anew each
 * time, and nothing is delivered.
 */
final class NaiveCommunity {
    /** How one user stands to another. */
    enum Edge {
        NONE,
        REQUESTED,
        FOLLOWING
    }

    static final class NaivePost {
        final int author;
        final Set<Integer> likes = new TreeSet<>();
        Audience audience;
        boolean deleted;

        NaivePost(int author, Audience audience) {
            this.author = author;
            this.audience = audience;
        }
    }

    final int users;
    private final Set<Integer> approving;
    private final Edge[][] edges;
    private final boolean[][] blocks;
    private final Map<Integer, NaivePost> posts = new TreeMap<>();

    /** @param approving those whom others follow only once they approved it */
    NaiveCommunity(int users, Set<Integer> approving) {
        this.users = users;
        this.approving = Set.copyOf(approving);
        this.edges = new Edge[users][users];
        this.blocks = new boolean[users][users];
        for (Edge[] of : edges) {
            Arrays.fill(of, Edge.NONE);
        }
    }

    Map<Integer, NaivePost> posts() {
        return posts;
    }

    Edge edge(int follower, int followee) {
        return edges[follower][followee];
    }

    boolean blocks(int one, int other) {
        return blocks[one][other];
    }

    boolean isThere(int post) {
        NaivePost known = posts.get(post);
        return known != null && !known.deleted;
    }

    boolean follows(int follower, int followee) {
        return edges[follower][followee] == Edge.FOLLOWING;
    }

    boolean sees(int user, int post) {
        NaivePost known = posts.get(post);
        if (known == null || known.deleted) {
            return false;
        }
        return known.author == user
                || switch (known.audience) {
                    case PUBLIC -> !blocks[user][known.author] && !blocks[known.author][user];
                    case FOLLOWERS -> follows(user, known.author);
                    case PRIVATE -> false;
                };
    }

    /** The posts that belong in a feed: one's own, and of those whom one follows what one may see. */
    Set<Integer> feed(int reader) {
        return posts.keySet().stream()
                .filter(post -> sees(reader, post))
                .filter(post -> posts.get(post).author == reader || follows(reader, posts.get(post).author))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<Integer> followers(int user) {
        return IntStream.range(0, users)
                .filter(other -> follows(other, user))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<Integer> following(int user) {
        return IntStream.range(0, users)
                .filter(other -> follows(user, other))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<Integer> asking(int user) {
        return IntStream.range(0, users)
                .filter(other -> edges[other][user] == Edge.REQUESTED)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** With what status it is to be answered. */
    int answer(Operation operation) {
        int user = operation.user();
        int other = operation.other();
        return switch (operation.kind()) {
            case LOOK -> 200;
            case POST -> 201;
            case EDIT -> isThere(operation.post()) ? 200 : 404;
            case DELETE -> isThere(operation.post()) ? 204 : 404;
            case LIKE, UNLIKE -> sees(user, operation.post()) ? 204 : 404;
            case FOLLOW -> blocks[other][user] ? 404 : blocks[user][other] ? 409 : 200;
            case APPROVE -> edges[other][user] == Edge.NONE ? 404 : 204;
            case UNFOLLOW, DECLINE, BLOCK, UNBLOCK -> 204;
        };
    }

    /** Lets it happen, if it is not to be refused. */
    void apply(Operation operation) {
        if (answer(operation) >= 400) {
            return;
        }
        int user = operation.user();
        int other = operation.other();
        int post = operation.post();
        switch (operation.kind()) {
            case LOOK -> {}
            case POST -> posts.put(post, new NaivePost(user, operation.audience()));
            case EDIT -> posts.get(post).audience = operation.audience();
            case DELETE -> posts.get(post).deleted = true;
            case LIKE -> posts.get(post).likes.add(user);
            case UNLIKE -> posts.get(post).likes.remove(user);
            case FOLLOW -> {
                if (edges[user][other] != Edge.FOLLOWING) {
                    edges[user][other] = approving.contains(other) ? Edge.REQUESTED : Edge.FOLLOWING;
                }
            }
            case UNFOLLOW -> edges[user][other] = Edge.NONE;
            case APPROVE -> edges[other][user] = Edge.FOLLOWING;
            case DECLINE -> {
                if (edges[other][user] == Edge.REQUESTED) {
                    edges[other][user] = Edge.NONE;
                }
            }
            case BLOCK -> {
                blocks[user][other] = true;
                edges[user][other] = Edge.NONE;
                edges[other][user] = Edge.NONE;
            }
            case UNBLOCK -> blocks[user][other] = false;
        }
    }

    /** How many posts of an author reach those who follow. */
    long postsOut(int author) {
        return posts.values().stream()
                .filter(post -> post.author == author && !post.deleted && post.audience != Audience.PRIVATE)
                .count();
    }

    /** How many of each author's posts there ever were. */
    Map<Integer, Integer> posted() {
        Map<Integer, Integer> posted = new HashMap<>();
        posts.values().forEach(post -> posted.merge(post.author, 1, Integer::sum));
        return posted;
    }
}
