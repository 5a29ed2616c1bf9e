package io.millrace.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.keys.KeySecret;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeedCursorsTest {
    private static final OwnerId ADA = new OwnerId("ada");
    private static final FeedCursor SOME = new FeedCursor(Order.LATEST, new PostId(154816655766089733L), List.of());

    private final FeedCursors cursors = new FeedCursors(secret(1));

    @Test
    void everyCursorIsReadAsItWasWrittenOnAnyGatewayOfTheSameSecret() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            PostId before = random.nextInt(10) == 0 ? null : post(random);
            List<PostId> ranked = random.ints(random.nextInt(FeedCursor.MAX_RANKED + 1))
                    .mapToObj(some -> post(random))
                    .toList();
            FeedCursor cursor = new FeedCursor(Order.values()[random.nextInt(2)], before, ranked);

            String text = cursors.write(ADA, cursor);

            assertThat(text).as("seed %d", seed).matches("[A-Za-z0-9_-]{20,2200}");
            assertThat(new FeedCursors(secret(1)).read(ADA, text))
                    .as("seed %d", seed)
                    .isEqualTo(cursor);
        }
    }

    @Test
    void aCursorIsGoodForWhomItWasGivenToAlone() {
        String text = cursors.write(ADA, SOME);

        assertRefused(cursors, new OwnerId("adb"), text);
        assertRefused(cursors, new OwnerId("ad"), text);
        assertRefused(new FeedCursors(secret(2)), ADA, text);
    }

    @Test
    void aCursorInWhichAnyBitIsAnotherIsRefused() {
        byte[] bytes = Base64.getUrlDecoder().decode(cursors.write(ADA, SOME));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(cursors, ADA, Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
        }
    }

    @Test
    void whatWasCutOrNeverWasACursorIsRefused() {
        byte[] bytes = Base64.getUrlDecoder().decode(cursors.write(ADA, SOME));
        for (int length = 0; length < bytes.length; length++) {
            assertRefused(cursors, ADA, Base64.getUrlEncoder().encodeToString(Arrays.copyOf(bytes, length)));
        }
        for (String text : List.of("", "next", "AQ", "%%%", "ä", "154816655766089733", "A".repeat(4_000))) {
            assertRefused(cursors, ADA, text);
        }
    }

    private static void assertRefused(FeedCursors cursors, OwnerId reader, String text) {
        assertThatThrownBy(() -> cursors.read(reader, text))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.type()).isEqualTo(ProblemType.INVALID_PARAMETER));
    }

    private static PostId post(Random random) {
        return new PostId(random.nextLong() >>> 1);
    }

    private static KeySecret secret(int filling) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filling);
        return new KeySecret(bytes);
    }
}
