package io.millrace.gateway.feed;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.keys.KeySecret;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Cursors as text. Each is signed (HMAC-SHA256, 128 bits of it) for the reader to whom it is given, with the secret that all
 * gateways share: so any gateway goes on where another left off, and nobody asks for posts by an id of their choice.
 */
final class FeedCursors {
    private static final byte VERSION = 1;
    private static final int MAC_BYTES = 16;
    private static final int HEAD_BYTES = 2 + Long.BYTES;
    private static final long NO_POST = -1;

    private final SecretKeySpec key;

    FeedCursors(KeySecret secret) {
        this.key = new SecretKeySpec(secret.derive("feed cursors"), "HmacSHA256");
    }

    /** The cursor as its reader gets it. */
    String write(OwnerId reader, FeedCursor cursor) {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + cursor.ranked().size() * Long.BYTES + MAC_BYTES);
        PostId before = cursor.before();
        bytes.put(VERSION).put((byte) cursor.order().ordinal()).putLong(before == null ? NO_POST : before.value());
        cursor.ranked().forEach(post -> bytes.putLong(post.value()));
        bytes.put(mac(reader, bytes.array(), bytes.position()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * The cursor that was given to a reader.
     *
     * @throws Problem if it was given to another, was changed, or never was one
     */
    FeedCursor read(OwnerId reader, String text) {
        byte[] bytes = decode(text);
        int signed = bytes == null ? 0 : bytes.length - MAC_BYTES;
        if (bytes == null
                || signed < HEAD_BYTES
                || (signed - HEAD_BYTES) % Long.BYTES != 0
                || bytes[0] != VERSION
                || !MessageDigest.isEqual(
                        mac(reader, bytes, signed), Arrays.copyOfRange(bytes, signed, bytes.length))) {
            throw Problem.ofField(
                    ProblemType.INVALID_PARAMETER,
                    "cursor",
                    "\"cursor\" is the \"next\" of a page of your feed, as it was answered");
        }
        ByteBuffer content = ByteBuffer.wrap(bytes, 1, signed - 1);
        Order order = Order.values()[content.get()];
        long before = content.getLong();
        List<PostId> ranked = new ArrayList<>();
        while (content.hasRemaining()) {
            ranked.add(new PostId(content.getLong()));
        }
        return new FeedCursor(order, before == NO_POST ? null : new PostId(before), ranked);
    }

    private static byte @Nullable [] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private byte[] mac(OwnerId reader, byte[] bytes, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] name = reader.value().getBytes(StandardCharsets.US_ASCII);
            mac.update((byte) name.length);
            mac.update(name);
            mac.update(bytes, 0, length);
            return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
