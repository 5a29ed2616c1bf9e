package io.millrace.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.posts.Audience;
import io.millrace.standalone.faults.Operation.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link FeedsModelTest} relies on: histories that can be replayed, and a model that is right. */
class CommunityHistoryTest {
    private static final int LENGTH = 200;

    @Test
    void theSameSeedGivesTheSameHistory() {
        for (long seed = 0; seed < 50; seed++) {
            CommunityHistory one = new CommunityHistory(seed, LENGTH);
            CommunityHistory again = new CommunityHistory(seed, LENGTH);
            assertThat(again.rounds).isEqualTo(one.rounds);
            assertThat(again.approving).isEqualTo(one.approving);
            assertThat(new CommunityHistory(seed + 1, LENGTH).rounds).isNotEqualTo(one.rounds);
        }
    }

    /** Otherwise the model would not know what must become of a round. */
    @Test
    void theOrderWithinARoundMakesNoDifference() {
        for (long seed = 0; seed < 50; seed++) {
            CommunityHistory history = new CommunityHistory(seed, LENGTH);
            NaiveCommunity forward = new NaiveCommunity(history.users, history.approving);
            NaiveCommunity shuffled = new NaiveCommunity(history.users, history.approving);
            Random random = new Random(seed);
            for (List<Operation> round : history.rounds) {
                List<Operation> order = new ArrayList<>(round);
                Collections.shuffle(order, random);
                assertThat(order.stream().map(shuffled::answer).toList())
                        .as("answers to %s at the beginning of the round", order)
                        .isEqualTo(order.stream()
                                .map(operation -> answered(shuffled, operation))
                                .toList());
                round.forEach(forward::apply);
                assertThat(state(shuffled)).isEqualTo(state(forward));
            }
        }
    }

    private static int answered(NaiveCommunity model, Operation operation) {
        int answer = model.answer(operation);
        model.apply(operation);
        return answer;
    }

    private static String state(NaiveCommunity model) {
        return IntStream.range(0, model.users)
                .mapToObj(user -> model.feed(user) + " " + model.followers(user) + " " + model.asking(user))
                .toList()
                .toString();
    }

    /** A generator that makes nothing of interest proves nothing. */
    @Test
    void everythingHappensAndMostOfItIsNotRefused() {
        Map<Kind, Integer> done = new EnumMap<>(Kind.class);
        int refused = 0;
        int crossings = 0;
        for (long seed = 0; seed < 50; seed++) {
            CommunityHistory history = new CommunityHistory(seed, LENGTH);
            NaiveCommunity model = new NaiveCommunity(history.users, history.approving);
            boolean[] large = new boolean[history.users];
            for (Operation operation :
                    history.rounds.stream().flatMap(List::stream).toList()) {
                refused += answered(model, operation) >= 400 ? 1 : 0;
                done.merge(operation.kind(), 1, Integer::sum);
                if (operation.kind() == Kind.POST) {
                    boolean now = model.followers(operation.user()).size() >= 3;
                    crossings += now == large[operation.user()] ? 0 : 1;
                    large[operation.user()] = now;
                }
            }
            assertThat(model.posted().values()).allMatch(posts -> posts <= CommunityHistory.POSTS_EACH);
        }
        assertThat(done.keySet()).containsExactlyInAnyOrder(Kind.values());
        assertThat(done.values()).allMatch(times -> times > 100);
        assertThat(refused).isPositive().isLessThan(50 * LENGTH / 5);
        assertThat(crossings)
                .as("authors who posted with many followers and then with few, or the other way")
                .isGreaterThan(150);
    }

    @Test
    void aFeedHoldsWhatIsOnesOwnAndWhatOneMaySeeOfThoseWhomOneFollows() {
        NaiveCommunity model = new NaiveCommunity(3, Set.of(1));
        model.apply(Operation.on(Kind.POST, 0, 0, Audience.PRIVATE));
        model.apply(Operation.on(Kind.POST, 1, 1, Audience.PUBLIC));
        model.apply(Operation.on(Kind.POST, 1, 2, Audience.FOLLOWERS));
        model.apply(Operation.on(Kind.POST, 1, 3, Audience.PRIVATE));
        model.apply(Operation.to(Kind.FOLLOW, 0, 1));
        assertThat(model.feed(0)).as("asked only").containsExactly(0);
        model.apply(Operation.to(Kind.APPROVE, 1, 0));
        assertThat(model.feed(0)).containsExactly(0, 1, 2);
        assertThat(model.feed(2)).isEmpty();
        assertThat(model.sees(2, 1)).isTrue();
        assertThat(model.sees(2, 2)).isFalse();

        model.apply(Operation.to(Kind.BLOCK, 1, 0));
        assertThat(model.feed(0)).containsExactly(0);
        assertThat(model.sees(0, 1)).isFalse();
        assertThat(model.answer(Operation.to(Kind.FOLLOW, 0, 1))).isEqualTo(404);
        assertThat(model.answer(Operation.to(Kind.FOLLOW, 1, 0))).isEqualTo(409);
        model.apply(Operation.to(Kind.UNBLOCK, 1, 0));
        assertThat(model.feed(0)).as("a block ends what it hides").containsExactly(0);
    }
}
