package io.millrace.bench;

import io.millrace.contracts.accounts.OwnerId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Who follows whom, with the heavy tail of real ones: user 0 has the most followers, those of user n are as many as
 * {@code (n + 1)^-0.8} has it, and how many each follows is distributed log-normally. The same seed gives the same graph.
 */
final class FollowerGraph {
    private static final double TAIL = 0.8;
    private static final double SPREAD = 1;
    private static final int MOST_FOLLOWED = 1_000;

    private final int[][] followees;
    private final int[][] followers;
    private final long edges;

    /** @param mean how many each follows on average, before those are taken out whom somebody would follow twice */
    FollowerGraph(int users, int mean, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] shares = shares(users);
        followees = new int[users][];
        int[] counts = new int[users];
        long sum = 0;
        for (int user = 0; user < users; user++) {
            double wanted = mean * Math.exp(SPREAD * gaussian(random) - SPREAD * SPREAD / 2);
            int self = user;
            followees[user] = random.doubles((long) Math.max(1, Math.min(MOST_FOLLOWED, Math.round(wanted))))
                    .mapToInt(point -> find(shares, point))
                    .filter(followee -> followee != self)
                    .distinct()
                    .toArray();
            for (int followee : followees[user]) {
                counts[followee]++;
            }
            sum += followees[user].length;
        }
        edges = sum;
        followers = inverse(counts);
    }

    private int[][] inverse(int[] counts) {
        int[][] inverse = new int[counts.length][];
        Arrays.setAll(inverse, user -> new int[counts[user]]);
        int[] filled = new int[counts.length];
        for (int user = 0; user < followees.length; user++) {
            for (int followee : followees[user]) {
                inverse[followee][filled[followee]++] = user;
            }
        }
        return inverse;
    }

    private static double[] shares(int users) {
        double[] shares = new double[users];
        double sum = 0;
        for (int i = 0; i < users; i++) {
            sum += Math.pow(i + 1, -TAIL);
            shares[i] = sum;
        }
        for (int i = 0; i < users; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    private static int find(double[] shares, double point) {
        int found = Arrays.binarySearch(shares, point);
        return Math.min(shares.length - 1, found < 0 ? -found - 1 : found);
    }

    /** Box and Muller's. */
    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    static OwnerId name(int user) {
        return new OwnerId("user" + user);
    }

    int users() {
        return followees.length;
    }

    long edges() {
        return edges;
    }

    /** Whom a user follows. */
    int[] followees(int user) {
        return followees[user];
    }

    /** Who follows a user, in the order in which they began. */
    int[] followers(int user) {
        return followers[user];
    }

    /** Different users: whom one hears of by asking somebody whom they follow, so mostly those with many followers. */
    List<Integer> heardOf(int count, SplittableRandom random) {
        return random.ints(0, followees.length)
                .filter(user -> followees[user].length > 0)
                .map(user -> followees[user][random.nextInt(followees[user].length)])
                .distinct()
                .limit(Math.min(count, followees.length / 10))
                .boxed()
                .toList();
    }

    /** Different users, each as likely as any other, who are not among some. */
    List<Integer> any(int count, List<Integer> others, SplittableRandom random) {
        List<Integer> found = new ArrayList<>();
        random.ints(0, followees.length)
                .distinct()
                .filter(user -> !others.contains(user))
                .limit(Math.min(count, followees.length / 10))
                .forEach(found::add);
        return found;
    }

    /** The middle and the ends of how many followers users have. */
    @Override
    public String toString() {
        int[] counts =
                Arrays.stream(followers).mapToInt(some -> some.length).sorted().toArray();
        return String.format(
                "%d users, %d follows; followers of half of them up to %d, of 99%% up to %d, most %d",
                counts.length,
                edges,
                counts[counts.length / 2],
                counts[counts.length * 99 / 100],
                counts[counts.length - 1]);
    }
}
