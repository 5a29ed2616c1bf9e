package io.millrace.gateway.idempotency;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An answer that is kept before its first byte goes out: a client that has seen it can rely on seeing it again. One that grows
 * beyond the limit goes out as it comes, and of it only the status is kept.
 */
final class RecordedResponse extends ServerHttpResponseDecorator {
    /** The longest body that is kept, in bytes. */
    static final int MAX_BODY = 256 * 1024;

    /** The headers that belong to an answer; the others belong to the connection or to every answer. */
    private static final List<String> KEPT = List.of(
            HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.ETAG, HttpHeaders.CACHE_CONTROL, "Allow");

    private final Keeper keeper;
    private boolean kept;

    /** Keeps an answer. */
    interface Keeper {
        /** Done when the answer is kept, or need not be; never fails. */
        Mono<Void> keep(int status, Map<String, String> headers, byte[] body, boolean tooLong);
    }

    RecordedResponse(ServerHttpResponse response, Keeper keeper) {
        super(response);
        this.keeper = keeper;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        return super.writeWith(recorded(Flux.from(body)));
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return super.writeAndFlushWith(
                recorded(Flux.from(body).concatMap(part -> part)).map(Mono::just));
    }

    @Override
    public Mono<Void> setComplete() {
        return kept ? super.setComplete() : keep(new byte[0], false).then(Mono.defer(super::setComplete));
    }

    private Flux<DataBuffer> recorded(Flux<? extends DataBuffer> body) {
        return Flux.defer(() -> {
            ByteArrayOutputStream held = new ByteArrayOutputStream();
            AtomicBoolean tooLong = new AtomicBoolean();
            return body.concatMap(buffer -> {
                        if (tooLong.get()) {
                            return Mono.just((DataBuffer) buffer);
                        }
                        hold(buffer, held);
                        tooLong.set(held.size() > MAX_BODY);
                        return tooLong.get() ? Mono.just(wrap(held)) : Mono.<DataBuffer>empty();
                    })
                    // Only at its end: a long answer may begin before the request has been read.
                    .concatWith(Mono.defer(() -> tooLong.get()
                            ? keep(new byte[0], true).then(Mono.<DataBuffer>empty())
                            : keep(held.toByteArray(), false)
                                    .then(Mono.defer(() -> held.size() == 0 ? Mono.empty() : Mono.just(wrap(held))))));
        });
    }

    private DataBuffer wrap(ByteArrayOutputStream held) {
        return bufferFactory().wrap(held.toByteArray());
    }

    private static void hold(DataBuffer buffer, ByteArrayOutputStream held) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        held.writeBytes(bytes);
    }

    private Mono<Void> keep(byte[] body, boolean tooLong) {
        return Mono.defer(() -> {
            kept = true;
            HttpStatusCode status = getStatusCode();
            Map<String, String> headers = new LinkedHashMap<>();
            for (String name : KEPT) {
                String value = getHeaders().getFirst(name);
                if (value != null) {
                    headers.put(name, value);
                }
            }
            return keeper.keep(status == null ? 200 : status.value(), headers, body, tooLong);
        });
    }
}
