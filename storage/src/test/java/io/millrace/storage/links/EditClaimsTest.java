package io.millrace.storage.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.Race;
import io.millrace.storage.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditClaimsTest {
    private final List<EditClaims> gateways =
            List.of(new EditClaims(TestDatabase.shared()), new EditClaims(TestDatabase.shared()));

    @Test
    void ofManyEditsOfTheSameVersionExactlyOneIsAllowed() {
        LinkKey key = new LinkKey("edited");
        for (long version = 1; version <= 3; version++) {
            long from = version;
            assertThat(Race.of(16, i -> gateways.get(i % 2).claim(key, from)))
                    .as("version %d", version)
                    .containsOnlyOnce(true);
        }
    }

    @Test
    void aVersionThatIsGivenBackCanBeEdited() {
        LinkKey key = new LinkKey("given-back");
        assertThat(claim(key, 1)).isTrue();
        assertThat(claim(key, 1)).isFalse();
        gateways.get(0).release(key, 1).block(TestDatabase.LIMIT);
        assertThat(claim(key, 1)).isTrue();
    }

    @Test
    void theSameVersionOfAnotherLinkIsNotConcerned() {
        assertThat(claim(new LinkKey("one-link"), 1)).isTrue();
        assertThat(claim(new LinkKey("another-link"), 1)).isTrue();
    }

    private boolean claim(LinkKey key, long from) {
        return Boolean.TRUE.equals(gateways.get(0).claim(key, from).block(TestDatabase.LIMIT));
    }
}
