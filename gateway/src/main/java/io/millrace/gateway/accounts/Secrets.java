package io.millrace.gateway.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Makes what only its holder knows, and what is kept of it. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private Secrets() {}

    /** That many random bytes as text of {@code [A-Za-z0-9_-]}. */
    static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return TEXT.encodeToString(random);
    }

    /** What is kept. A secret of 256 random bits needs no salt and no slow hash. */
    static String hash(String secret) {
        return HexFormat.of().formatHex(sha256(secret));
    }

    /** A second secret that the first one's holder knows as well, and from which the first one cannot be found. */
    static String derived(String purpose, String secret) {
        return TEXT.encodeToString(sha256(purpose + ":" + secret));
    }

    static boolean areEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
