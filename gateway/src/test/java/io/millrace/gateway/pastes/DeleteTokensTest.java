package io.millrace.gateway.pastes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteText;
import io.millrace.gateway.keys.KeySecret;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeleteTokensTest {
    private static final Instant BIRTH = Instant.parse("2026-03-04T05:06:07.089Z");
    private static final Paste PASTE = paste("aaaaaaa", OwnerId.DEFAULT, BIRTH, 1);

    private final DeleteTokens tokens = new DeleteTokens(secret(1));
    private final String token = tokens.of(PASTE);

    @Test
    void everyGatewayOfTheSameSecretTellsTheSameTokenAlsoAfterTheNextStart() {
        assertThat(new DeleteTokens(secret(1)).matches(token, PASTE)).isTrue();
        assertThat(new DeleteTokens(secret(2)).matches(token, PASTE)).isFalse();
    }

    @Test
    void aTokenStaysGoodWhenThePasteIsChanged() {
        assertThat(tokens.matches(token, paste("aaaaaaa", OwnerId.DEFAULT, BIRTH, 2)))
                .isTrue();
    }

    @Test
    void aTokenIsForOnePasteOnlyAndNotForALaterOneOfItsName() {
        assertThat(tokens.matches(token, paste("aaaaaab", OwnerId.DEFAULT, BIRTH, 1)))
                .isFalse();
        assertThat(tokens.matches(token, paste("aaaaaaa", OwnerId.DEFAULT, BIRTH.plusMillis(1), 1)))
                .isFalse();
    }

    @Test
    void noTokenIsForAPasteThatHasAnOwner() {
        Paste owned = paste("aaaaaaa", new OwnerId("ada"), BIRTH, 1);
        assertThat(tokens.matches(tokens.of(owned), owned)).isFalse();
    }

    @Test
    void whatIsNoTokenMatchesNothing() {
        for (String wrong : List.of("", token.substring(1), token + "A", "ключ")) {
            assertThat(tokens.matches(wrong, PASTE)).as(wrong).isFalse();
        }
    }

    private static KeySecret secret(int fill) {
        byte[] bytes = new byte[KeySecret.MIN_BYTES];
        java.util.Arrays.fill(bytes, (byte) fill);
        return new KeySecret(bytes);
    }

    private static Paste paste(String key, OwnerId owner, Instant createdAt, long version) {
        return new Paste(
                new LinkKey(key),
                owner,
                null,
                null,
                createdAt,
                createdAt.plusSeconds(1),
                false,
                Visibility.PUBLIC,
                List.of(),
                false,
                1,
                PasteText.inline("x", 1, "0".repeat(64)),
                version);
    }
}
