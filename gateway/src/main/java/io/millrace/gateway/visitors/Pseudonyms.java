package io.millrace.gateway.visitors;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names visitors by 64 bits of an HMAC under a key that changes each UTC day, so that visits can be told apart within a day
 * and not be followed beyond it, nor be traced to an address without the secret. All gateways share the secret, so they
 * name a visitor alike. Thread-safe.
 */
final class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;
    private volatile Day today;

    private record Day(long number, SecretKeySpec key) {}

    Pseudonyms(byte[] secret) {
        this.secret = secret.clone();
        this.today = day(0);
    }

    /**
     * The visitor's name on that day.
     *
     * @param epochDay days since 1970-01-01, UTC
     */
    long of(InetAddress address, String userAgent, long epochDay) {
        Day day = today;
        if (day.number() != epochDay) {
            day = day(epochDay);
            today = day;
        }
        byte[] ip = address.getAddress();
        byte[] agent = userAgent.getBytes(StandardCharsets.UTF_8);
        ByteBuffer message = ByteBuffer.allocate(1 + ip.length + agent.length);
        message.put((byte) ip.length).put(ip).put(agent);
        return ByteBuffer.wrap(hmac(day.key(), message.array())).getLong();
    }

    private Day day(long epochDay) {
        byte[] key = hmac(
                new SecretKeySpec(secret, ALGORITHM),
                ByteBuffer.allocate(8).putLong(epochDay).array());
        return new Day(epochDay, new SecretKeySpec(key, ALGORITHM));
    }

    private static byte[] hmac(SecretKeySpec key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
