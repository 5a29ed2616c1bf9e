package io.millrace.gateway.pastes;

import io.millrace.contracts.pastes.PasteText;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.blobs.ByteRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The bytes of texts, from wherever they are. */
final class RawText {
    private final BlobStore blobs;

    RawText(BlobStore blobs) {
        this.blobs = blobs;
    }

    Flux<ByteBuffer> all(PasteText text) {
        return text.inline() == null ? blobs.read(Objects.requireNonNull(text.blob())) : Flux.just(inline(text));
    }

    Flux<ByteBuffer> part(PasteText text, ByteRange range) {
        return text.inline() == null
                ? blobs.read(Objects.requireNonNull(text.blob()), range)
                : Flux.just(inline(text).slice((int) range.from(), (int) range.length()));
    }

    /** Done if the text can be given out now; else the error that reading it would end with. */
    Mono<Void> ready(PasteText text) {
        return text.inline() == null
                ? blobs.read(Objects.requireNonNull(text.blob()), new ByteRange(0, 1))
                        .then()
                : Mono.empty();
    }

    private static ByteBuffer inline(PasteText text) {
        return ByteBuffer.wrap(Objects.requireNonNull(text.inline()).getBytes(StandardCharsets.UTF_8));
    }
}
