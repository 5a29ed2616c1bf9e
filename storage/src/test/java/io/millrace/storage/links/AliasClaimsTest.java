package io.millrace.storage.links;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.Race;
import io.millrace.storage.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

class AliasClaimsTest {
    private static final OwnerId ADA = new OwnerId("ada");
    private static final OwnerId ALAN = new OwnerId("alan");

    /** Two gateways. */
    private final List<AliasClaims> gateways =
            List.of(new AliasClaims(TestDatabase.shared()), new AliasClaims(TestDatabase.shared()));

    @Test
    void ofTwentyCallersOnTwoGatewaysExactlyOneGetsTheAlias() {
        for (int round = 0; round < 5; round++) {
            LinkKey alias = new LinkKey("raced-" + round);
            // Some ask twice as the same owner: it is the caller who wins, not the owner.
            List<Boolean> told = Race.of(20, i -> gateways.get(i % 2).claim(alias, new OwnerId("owner" + i / 4)));
            assertThat(told).as("round %d", round).containsOnlyOnce(true);
        }
    }

    @Test
    void aConfirmedClaimStaysTaken() {
        LinkKey alias = new LinkKey("confirmed");
        assertThat(claim(alias, ADA)).isTrue();
        gateways.get(1).confirm(alias).block(TestDatabase.LIMIT);
        // A replayed event confirms again, and a release that comes too late gives nothing back.
        gateways.get(1).confirm(alias).block(TestDatabase.LIMIT);
        gateways.get(0).release(alias).block(TestDatabase.LIMIT);
        assertThat(claim(alias, ALAN)).isFalse();
        assertThat(row(alias).isNull("left")).as("confirmed without an end").isTrue();
    }

    @Test
    void aClaimThatNothingFollowsEndsWithinAnHour() {
        LinkKey alias = new LinkKey("abandoned");
        assertThat(claim(alias, ADA)).isTrue();
        assertThat(row(alias).getInt("left")).isBetween(3_000, 3_600);
    }

    @Test
    void aReleasedAliasIsFreeAgain() {
        LinkKey alias = new LinkKey("released");
        assertThat(claim(alias, ADA)).isTrue();
        assertThat(claim(alias, ALAN)).isFalse();
        gateways.get(0).release(alias).block(TestDatabase.LIMIT);
        assertThat(claim(alias, ALAN)).isTrue();
    }

    @Test
    void anAliasWhoseClaimEndedBeforeItsLinkWasSeenIsTakenAllTheSame() {
        LinkKey alias = new LinkKey("seen-late");
        gateways.get(0).confirm(alias).block(TestDatabase.LIMIT);
        assertThat(claim(alias, ALAN)).isFalse();
    }

    private boolean claim(LinkKey alias, OwnerId owner) {
        return Boolean.TRUE.equals(gateways.get(0).claim(alias, owner).block(TestDatabase.LIMIT));
    }

    /** With the seconds that are left until the claim ends; null for one that lasts. */
    private static Row row(LinkKey alias) {
        return TestDatabase.shared()
                .row(SimpleStatement.newInstance(
                        "SELECT TTL(confirmed) AS left FROM alias_claims WHERE key = ?", alias.value()))
                .block(TestDatabase.LIMIT);
    }
}
