package io.millrace.standalone.faults;

import io.millrace.contracts.posts.Audience;
import io.millrace.standalone.faults.Operation.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A random history of a community, the same for the same seed: rounds of operations that are done at once, because no order
 * among them makes a difference. Most make sense as things stand, some are refused.
 */
final class CommunityHistory {
    /** No author makes more posts: so many are filled back when somebody begins to follow, and read of those who sleep. */
    static final int POSTS_EACH = 25;

    private static final int TOGETHER = 3;

    final int users;
    final Set<Integer> approving;
    final List<List<Operation>> rounds = new ArrayList<>();
    private final SplittableRandom random;
    private final NaiveCommunity model;
    private int posts;

    CommunityHistory(long seed, int length) {
        // Seeds that are neighbours are to have nothing in common.
        random = new SplittableRandom(seed).split();
        users = 4 + random.nextInt(7);
        approving = IntStream.range(0, users)
                .filter(user -> random.nextInt(3) == 0)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
        model = new NaiveCommunity(users, approving);
        for (int made = 0; made < length; made += rounds.get(rounds.size() - 1).size()) {
            round();
        }
    }

    private void round() {
        List<Operation> round = new ArrayList<>();
        Set<String> touched = new HashSet<>();
        int size = 1 + random.nextInt(TOGETHER);
        for (int i = 0; i < size; i++) {
            Operation next = next();
            Set<String> touches = next.touched(author(next));
            if (touches.stream().noneMatch(touched::contains)) {
                touched.addAll(touches);
                round.add(next);
                posts += next.kind() == Kind.POST ? 1 : 0;
            }
        }
        round.forEach(model::apply);
        rounds.add(List.copyOf(round));
    }

    private int author(Operation operation) {
        NaiveCommunity.NaivePost post = model.posts().get(operation.post());
        return post == null ? Operation.NOBODY : post.author;
    }

    private Operation next() {
        int kind = random.nextInt(100);
        if (kind < 21) {
            return post();
        }
        if (kind < 43) {
            return ofPost(kind < 32 ? Kind.EDIT : kind < 36 ? Kind.DELETE : kind < 41 ? Kind.LIKE : Kind.UNLIKE);
        }
        if (kind < 58) {
            // Who reads seldom falls asleep, who reads often does not.
            return Operation.look(Math.min(random.nextInt(users), random.nextInt(users)));
        }
        return between(
                kind < 75
                        ? Kind.FOLLOW
                        : kind < 82
                                ? Kind.UNFOLLOW
                                : kind < 90
                                        ? Kind.APPROVE
                                        : kind < 93 ? Kind.DECLINE : kind < 96 ? Kind.BLOCK : Kind.UNBLOCK);
    }

    private Operation post() {
        Map<Integer, Integer> posted = model.posted();
        int author = random.nextInt(users);
        return posted.getOrDefault(author, 0) + TOGETHER > POSTS_EACH
                ? Operation.look(author)
                : Operation.on(Kind.POST, author, posts, audience());
    }

    private Audience audience() {
        int kind = random.nextInt(10);
        return kind < 5 ? Audience.PUBLIC : kind < 8 ? Audience.FOLLOWERS : Audience.PRIVATE;
    }

    /** Of a post that is there, mostly. */
    private Operation ofPost(Kind kind) {
        List<Integer> known = model.posts().keySet().stream()
                .filter(post -> model.isThere(post) || random.nextInt(10) == 0)
                .toList();
        if (known.isEmpty()) {
            return post();
        }
        // Recent posts are under way.
        int post = known.get(Math.max(random.nextInt(known.size()), random.nextInt(known.size())));
        int author = model.posts().get(post).author;
        return kind == Kind.LIKE || kind == Kind.UNLIKE
                ? Operation.on(kind, random.nextInt(users), post, null)
                : Operation.on(kind, author, post, kind == Kind.EDIT ? audience() : null);
    }

    /** Between two for whom it changes something, mostly. */
    private Operation between(Kind kind) {
        Operation any = Operation.to(kind, random.nextInt(users), 0);
        List<Operation> possible = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            for (int other = 0; other < users; other++) {
                if (user != other && makesSense(kind, user, other)) {
                    possible.add(Operation.to(kind, user, other));
                }
            }
        }
        if (possible.isEmpty() || random.nextInt(12) == 0) {
            int other = (any.user() + 1 + random.nextInt(users - 1)) % users;
            return Operation.to(kind, any.user(), other);
        }
        return possible.get(random.nextInt(possible.size()));
    }

    private boolean makesSense(Kind kind, int user, int other) {
        return switch (kind) {
            case FOLLOW ->
                model.edge(user, other) == NaiveCommunity.Edge.NONE
                        && !model.blocks(user, other)
                        && !model.blocks(other, user);
            case UNFOLLOW -> model.edge(user, other) != NaiveCommunity.Edge.NONE;
            case APPROVE, DECLINE -> model.edge(other, user) == NaiveCommunity.Edge.REQUESTED;
            case BLOCK -> !model.blocks(user, other);
            case UNBLOCK -> model.blocks(user, other);
            default -> throw new IllegalArgumentException(kind + " is not between two");
        };
    }
}
