package io.millrace.storage.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.accounts.Role;
import io.millrace.storage.Race;
import io.millrace.storage.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /** Two gateways. */
    private final List<Credentials> gateways =
            List.of(new Credentials(TestDatabase.shared()), new Credentials(TestDatabase.shared()));

    private final Credentials credentials = gateways.get(0);

    @Test
    void ofTwentyCallersOnTwoGatewaysExactlyOneGetsTheName() {
        for (int round = 0; round < 5; round++) {
            OwnerId name = new OwnerId("raced-" + round);
            List<Boolean> told = Race.of(20, i -> gateways.get(i % 2).claim(credential(name)));
            assertThat(told).as("round %d", round).containsOnlyOnce(true);
        }
    }

    @Test
    void aNameIsGivenBackOnlyByWhoTookItAndOnlyUntilTheLogHasIt() {
        Credential first = credential(new OwnerId("given-back"));
        assertThat(claim(first)).isTrue();
        credentials.release(first.name(), UUID.randomUUID()).block(TestDatabase.LIMIT);
        assertThat(claim(credential(first.name()))).isFalse();
        credentials.release(first.name(), first.claim()).block(TestDatabase.LIMIT);
        Credential second = credential(first.name());
        assertThat(claim(second)).isTrue();
        credentials.logged(second.name(), second.claim()).block(TestDatabase.LIMIT);
        credentials.release(second.name(), second.claim()).block(TestDatabase.LIMIT);
        assertThat(claim(credential(first.name()))).isFalse();
    }

    @Test
    void ofTwoNewPasswordsAtTheSameMomentOneIsTaken() {
        Credential account = credential(new OwnerId("two-passwords"));
        claim(account);
        List<Boolean> told = Race.of(6, i -> gateways.get(i % 2).changePassword(account.name(), 0, "hash " + i));
        assertThat(told).containsOnlyOnce(true);
        Credential changed = credentials.find(account.name()).block(TestDatabase.LIMIT);
        assertThat(changed.generation()).isEqualTo(1);
        assertThat(changed.password()).isEqualTo("hash " + told.indexOf(true));
    }

    @Test
    void aClosedAccountKeepsItsNameAndNoSecret() {
        Credential account = credential(new OwnerId("closed"));
        claim(account);
        credentials.close(account.name()).block(TestDatabase.LIMIT);
        Credential closed = credentials.find(account.name()).block(TestDatabase.LIMIT);
        assertThat(closed.closed()).isTrue();
        assertThat(closed.password()).isEmpty();
        assertThat(closed.email()).isEmpty();
        assertThat(credentials.changePassword(account.name(), 0, "hash").block(TestDatabase.LIMIT))
                .isFalse();
        assertThat(claim(credential(account.name()))).isFalse();
    }

    @Test
    void aSessionThatEndedIsNotBroughtBackByARequestThatWasUnderWay() {
        Sessions sessions = new Sessions(TestDatabase.shared());
        Session session = new Session("hash-of-session", new OwnerId("ada"), 0, NOW, NOW);
        sessions.begin(session, Duration.ofHours(1)).block(TestDatabase.LIMIT);
        assertThat(sessions.find(session.hash()).block(TestDatabase.LIMIT)).isEqualTo(session);
        sessions.end(session.hash()).block(TestDatabase.LIMIT);
        sessions.touch(session, NOW.plusSeconds(60), Duration.ofHours(1)).block(TestDatabase.LIMIT);
        assertThat(sessions.find(session.hash()).block(TestDatabase.LIMIT)).isNull();
    }

    @Test
    void aSessionEndsByItselfUnlessItIsUsed() {
        Sessions sessions = new Sessions(TestDatabase.shared());
        Session idle = new Session("hash-of-idle", new OwnerId("ada"), 0, NOW, NOW);
        Session used = new Session("hash-of-used", new OwnerId("ada"), 0, NOW, NOW);
        for (Session session : List.of(idle, used)) {
            sessions.begin(session, Duration.ofSeconds(2)).block(TestDatabase.LIMIT);
        }
        sessions.touch(used, NOW.plusSeconds(1), Duration.ofHours(1)).block(TestDatabase.LIMIT);
        sessions.find(idle.hash())
                .hasElement()
                .delayElement(Duration.ofMillis(100))
                .repeat()
                .filter(isThere -> !isThere)
                .blockFirst(TestDatabase.LIMIT);
        assertThat(sessions.find(used.hash()).block(TestDatabase.LIMIT).seenAt())
                .isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void aKeyIsFoundByItsHashUntilItIsRevokedAndALateUseDoesNotBringItBack() {
        ApiKeys keys = new ApiKeys(TestDatabase.shared());
        ApiKey key = new ApiKey(new OwnerId("ada"), "id1", "hash-of-key", "laptop", Set.of("links:read"), NOW, null);
        keys.put(key).block(TestDatabase.LIMIT);
        assertThat(keys.find(key.hash()).block(TestDatabase.LIMIT))
                .isEqualTo(new ApiKeys.Grant(key.owner(), "id1", Set.of("links:read")));
        assertThat(keys.of(key.owner()).collectList().block(TestDatabase.LIMIT)).containsExactly(key);
        keys.revoke(key).block(TestDatabase.LIMIT);
        keys.used(key.owner(), key.id(), NOW).block(TestDatabase.LIMIT);
        assertThat(keys.find(key.hash()).block(TestDatabase.LIMIT)).isNull();
        assertThat(keys.of(key.owner()).collectList().block(TestDatabase.LIMIT)).isEmpty();
    }

    private boolean claim(Credential wanted) {
        return Boolean.TRUE.equals(credentials.claim(wanted).block(TestDatabase.LIMIT));
    }

    private static Credential credential(OwnerId name) {
        return new Credential(
                name, UUID.randomUUID(), "a@example.com", "a hash", Role.USER, NOW, 0, false, false, false);
    }
}
