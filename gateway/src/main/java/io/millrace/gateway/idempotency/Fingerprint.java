package io.millrace.gateway.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;

/** The SHA-256 of what a request asks for: method, address, media types and body. Reads the body as it passes and keeps none of it. */
final class Fingerprint {
    private final MessageDigest digest = sha256();
    private boolean begun;
    private boolean whole;

    Fingerprint(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        add(request.getMethod().name());
        add(request.getURI().getRawPath());
        add(request.getURI().getRawQuery());
        add(headers.getFirst(HttpHeaders.CONTENT_TYPE));
        add(headers.getFirst(HttpHeaders.ACCEPT));
    }

    private void add(@org.jspecify.annotations.Nullable String part) {
        digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    /** The body, which is digested while somebody reads it. */
    Flux<DataBuffer> of(Flux<DataBuffer> body) {
        return body.doOnSubscribe(subscription -> begun = true)
                .doOnNext(this::add)
                .doOnComplete(() -> whole = true);
    }

    private void add(DataBuffer buffer) {
        try (DataBuffer.ByteBufferIterator parts = buffer.readableByteBuffers()) {
            while (parts.hasNext()) {
                ByteBuffer part = parts.next();
                digest.update(part);
            }
        }
    }

    /** Whether somebody has begun to read the body. */
    boolean isBegun() {
        return begun;
    }

    /** Whether the body was read to its end. */
    boolean isWhole() {
        return whole;
    }

    /** The fingerprint; to be asked for once, at the end. */
    byte[] value() {
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
