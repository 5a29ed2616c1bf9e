package io.millrace.gateway.pastes;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.pastes.PasteText;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.blobs.RunningHash;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * Takes texts in while they come: refuses one at the first byte that is too many or is no text, keeps a short one, and streams
 * a long one to the object store.
 */
final class TextIntake {
    /** How long the whole of a text may take. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final BlobStore blobs;
    private final SecureRandom random = new SecureRandom();

    TextIntake(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * Takes in a text.
     *
     * @param key the paste that it is for
     * @param revision its number there
     * @param body released here
     * @return where the text is now; the problems {@code body-too-large}, {@code unsupported-media-type} if it is no text,
     *     {@code invalid-field} if there is none
     */
    Mono<PasteText> take(LinkKey key, int revision, Flux<DataBuffer> body) {
        return Mono.defer(() -> {
            Head head = new Head();
            return checked(body)
                    .handle(head::take)
                    .<PasteText>switchOnFirst((first, all) -> first.hasValue()
                            ? blobs.put(name(key, revision), all).map(PasteText::stored)
                            : all.thenMany(Mono.fromSupplier(head::text)))
                    .single()
                    .timeout(PATIENCE)
                    .onErrorMap(
                            TimeoutException.class,
                            late -> Problem.of(
                                    ProblemType.REQUEST_TIMEOUT,
                                    "The text did not come to its end within " + PATIENCE.toMinutes() + " minutes"));
        });
    }

    private BlobKey name(LinkKey key, int revision) {
        return new BlobKey(
                "pastes/" + key + "/" + revision + "-" + HexFormat.of().toHexDigits(random.nextLong()));
    }

    /** The same bytes in memory of their own, ended by a problem where they stop being what is allowed. */
    private static Flux<ByteBuffer> checked(Flux<DataBuffer> body) {
        Check check = new Check();
        return body.map(check::pass).concatWith(Mono.defer(check::end));
    }

    private static final class Check {
        private final Utf8Check utf8 = new Utf8Check();
        private long size;

        ByteBuffer pass(DataBuffer buffer) {
            try {
                size += buffer.readableByteCount();
                if (size > PasteText.MAX_SIZE) {
                    throw tooLarge();
                }
                ByteBuffer bytes = ByteBuffer.allocate(buffer.readableByteCount());
                buffer.toByteBuffer(bytes);
                String wrong = utf8.update(bytes);
                if (wrong != null) {
                    throw noText(wrong);
                }
                return bytes;
            } finally {
                DataBufferUtils.release(buffer);
            }
        }

        Mono<ByteBuffer> end() {
            String wrong = utf8.end();
            if (wrong != null) {
                return Mono.error(noText(wrong));
            }
            return size == 0
                    ? Mono.error(Problem.ofField(ProblemType.INVALID_FIELD, "text", "The text is empty"))
                    : Mono.empty();
        }
    }

    static Problem tooLarge() {
        return Problem.of(ProblemType.BODY_TOO_LARGE, "A text has at most " + PasteText.MAX_SIZE + " bytes");
    }

    private static Problem noText(String why) {
        return Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Only text in UTF-8 is taken: " + why);
    }

    /** Holds the beginning back until it is known whether the text is short. */
    private static final class Head {
        private @Nullable ByteArrayOutputStream held = new ByteArrayOutputStream();

        void take(ByteBuffer bytes, SynchronousSink<ByteBuffer> onward) {
            ByteArrayOutputStream head = held;
            if (head == null) {
                onward.next(bytes);
            } else if (head.size() + bytes.remaining() <= PasteText.MAX_INLINE_SIZE) {
                head.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            } else {
                ByteBuffer joined = ByteBuffer.allocate(head.size() + bytes.remaining());
                joined.put(head.toByteArray()).put(bytes).flip();
                held = null;
                onward.next(joined);
            }
        }

        /** The whole of a short text. */
        PasteText text() {
            byte[] bytes = held == null ? new byte[0] : held.toByteArray();
            RunningHash hash = new RunningHash();
            hash.update(ByteBuffer.wrap(bytes));
            return PasteText.inline(new String(bytes, StandardCharsets.UTF_8), hash.size(), hash.hex());
        }
    }
}
