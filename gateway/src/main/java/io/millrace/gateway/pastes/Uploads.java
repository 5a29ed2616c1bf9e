package io.millrace.gateway.pastes;

import io.millrace.contracts.pastes.PasteText;
import io.millrace.gateway.web.FirstPart;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The ways in which texts come: as the body itself or in the first part of a multipart body, which are streamed; or in JSON or
 * a form, which must be held whole to be read, and so only a few large ones are taken at the same time.
 */
final class Uploads {
    /** The largest body that holds a text in JSON or a form, in bytes: escapes take more than the text. */
    static final int MAX_WHOLE = 12_000_000;

    /** Whole bodies up to this size are always taken, in bytes. */
    private static final int SMALL = 64 * 1024;
    /** What one large whole body takes of the heap at most: itself, its text and the text's bytes. */
    private static final long HEAP_OF_ONE = 96L * 1024 * 1024;

    private static final int SLICE = 64 * 1024;

    private final Semaphore whole =
            new Semaphore((int) Math.max(1, Math.min(8, Runtime.getRuntime().maxMemory() / 2 / HEAP_OF_ONE)));

    /**
     * A text that comes.
     *
     * @param bytes to be read once
     * @param fileName what the file was called that it came in; known when the bytes have come
     */
    record Upload(Flux<DataBuffer> bytes, Supplier<@Nullable String> fileName) {}

    /** The text that is the body, or the first part of it if it is multipart. */
    static Upload streamed(ServerRequest request) {
        AtomicReference<@Nullable String> fileName = new AtomicReference<>();
        Flux<DataBuffer> bytes =
                FirstPart.of(request, PasteText.MAX_SIZE, TextIntake::tooLarge, name -> fileName.set(plainName(name)));
        return new Upload(bytes, fileName::get);
    }

    /** The last part of the name, without what names do not have; curl sends "-" for what it reads from a pipe. */
    private static @Nullable String plainName(String fileName) {
        String last = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        String cut = last.substring(0, Math.min(last.length(), io.millrace.contracts.pastes.Paste.MAX_NAME_LENGTH));
        return cut.isEmpty() || cut.equals("-") ? null : cut;
    }

    /** Runs what holds a whole body, unless too many large ones are held already. */
    <T> Mono<T> holding(ServerRequest request, Supplier<Mono<T>> work) {
        long length = request.headers().contentLength().orElse(Long.MAX_VALUE);
        if (length <= SMALL) {
            return Mono.defer(work);
        }
        return Mono.defer(() -> whole.tryAcquire()
                ? Mono.defer(work).doFinally(end -> whole.release())
                : Mono.error(Problem.unavailable(
                        "Too many large JSON or form bodies come at once; text sent as text/plain is streamed and has no such limit",
                        java.time.Duration.ofSeconds(2))));
    }

    /** The bytes of a text that is there already. */
    static Flux<DataBuffer> of(String text) {
        ByteBuffer bytes;
        try {
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw Problem.ofField(
                    ProblemType.INVALID_FIELD, "text", "\"text\" has half of a surrogate pair, which is no character");
        }
        return of(bytes);
    }

    /** The same bytes in slices, so that nobody copies all of them at once. */
    static Flux<DataBuffer> of(ByteBuffer bytes) {
        int slices = (bytes.remaining() + SLICE - 1) / SLICE;
        return Flux.range(0, slices)
                .map(i -> DefaultDataBufferFactory.sharedInstance.wrap(
                        bytes.slice(bytes.position() + i * SLICE, Math.min(SLICE, bytes.remaining() - i * SLICE))));
    }
}
