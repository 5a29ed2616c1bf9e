package io.millrace.gateway.keys;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret behind all issued keys, the same on all gateways: whoever has it can tell the next key, and nobody else. Never
 * logged.
 */
public final class KeySecret {
    /** The least length of a secret, in bytes. */
    public static final int MIN_BYTES = 16;

    private final byte[] bytes;

    /**
     * @param bytes at least {@value #MIN_BYTES} random bytes
     */
    public KeySecret(byte[] bytes) {
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException("The secret of the short keys has at least " + MIN_BYTES + " bytes");
        }
        this.bytes = bytes.clone();
    }

    /** The pseudo-random function of a domain. */
    SipHash function(long domain) {
        ByteBuffer key = ByteBuffer.wrap(derive("permutation " + domain));
        return new SipHash(key.getLong(), key.getLong());
    }

    /** Tells secrets apart and gives nothing of them away; 16 hexadecimal digits. */
    public String fingerprint() {
        return HexFormat.of().formatHex(Arrays.copyOf(derive("fingerprint"), 8));
    }

    /** 256 bits that only those who have the secret can tell (HMAC-SHA256); each purpose has others. */
    public byte[] derive(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            return mac.doFinal(
                    ("millrace short keys: " + purpose).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
