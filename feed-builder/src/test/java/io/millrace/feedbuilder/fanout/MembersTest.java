package io.millrace.feedbuilder.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.feed.Delivery;
import io.millrace.contracts.posts.PostId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static final OwnerId AUTHOR = new OwnerId("grace.hopper_1-2");
    private static final PostId POST = new PostId(154816655766089733L);

    @Test
    void aDeliveryIsByteForByteWhatTheCodecWrites() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("-Dseed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        EventCodec<Delivery> codec = new EventCodec<>(EventFamily.DELIVERIES);
        Members members = Members.none();
        List<OwnerId> plain = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            // Names that begin or end like others are told apart.
            OwnerId member = new OwnerId("a".repeat(random.nextInt(3)) + "b-" + random.nextInt(40) + "_.");
            assertThat(members.has(member)).isEqualTo(plain.contains(member));
            if (plain.remove(member)) {
                members.remove(member);
            } else if (plain.size() < FanoutSettings.BUCKET_SIZE) {
                members.add(member);
                plain.add(member);
            }
            assertThat(members.count()).isEqualTo(plain.size());
            assertThat(members.delivery(AUTHOR, POST))
                    .isEqualTo(codec.value(new Delivery(AUTHOR, List.of(POST), plain)));
        }
    }
}
