package io.millrace.gateway.web;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;

/** The body of a request, or the first part of it if it is multipart, while it comes. */
public final class FirstPart {
    /** What the heads of a multipart body and its other parts may take, in bytes. */
    public static final int EXTRA = 64 * 1024;

    private FirstPart() {}

    /**
     * The bytes, to be read once.
     *
     * @param most how many there may be
     * @param tooMany what to say if there are more
     * @param named told what the file was called
     */
    public static Flux<DataBuffer> of(
            ServerRequest request, long most, Supplier<Problem> tooMany, Consumer<String> named) {
        if (request.headers().contentLength().orElse(0) > most + EXTRA) {
            throw tooMany.get();
        }
        MediaType type = request.headers().contentType().orElse(null);
        return type == null || !type.isCompatibleWith(MediaType.MULTIPART_FORM_DATA)
                ? request.body(BodyExtractors.toDataBuffers())
                : first(request.bodyToFlux(PartEvent.class), most, tooMany, named);
    }

    private static Flux<DataBuffer> first(
            Flux<PartEvent> events, long most, Supplier<Problem> tooMany, Consumer<String> named) {
        return Flux.defer(() -> {
            boolean[] over = new boolean[1];
            long[] size = new long[1];
            return events.<DataBuffer>handle((event, onward) -> {
                size[0] += event.content().readableByteCount();
                if (over[0] || size[0] > most + EXTRA) {
                    DataBufferUtils.release(event.content());
                    if (size[0] > most + EXTRA) {
                        onward.error(tooMany.get());
                    }
                    return;
                }
                if (event instanceof FilePartEvent file && !file.filename().isBlank()) {
                    named.accept(file.filename());
                }
                over[0] = event.isLast();
                onward.next(event.content());
            });
        });
    }
}
