package io.millrace.gateway.pastes;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.pastes.Paste;
import io.millrace.gateway.keys.KeySecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * What allows somebody without an account to delete their paste. A token is 128 bits of an HMAC of the paste's key and birth with
 * the secret that all gateways share: every gateway can tell it, at any time, and nothing needs to be kept for that.
 */
final class DeleteTokens {
    private static final int BYTES = 16;

    private final KeySecret secret;

    DeleteTokens(KeySecret secret) {
        this.secret = secret;
    }

    /** Whether nobody owns the paste, so that only a token can tell who made it. */
    static boolean isNeeded(Paste paste) {
        return paste.owner().equals(OwnerId.DEFAULT);
    }

    /** The token of a paste, to be told once, to whoever made it. */
    String of(Paste paste) {
        // A key is never given out twice; the moment keeps an old token from a new paste all the same.
        byte[] mac = secret.derive(
                "delete " + paste.key() + " of " + paste.createdAt().toEpochMilli());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, BYTES));
    }

    /** Whether this is the token of a paste that has one; takes as long whether or not it begins like it. */
    boolean matches(String token, Paste paste) {
        return isNeeded(paste)
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8), of(paste).getBytes(StandardCharsets.UTF_8));
    }
}
