package io.millrace.gateway.media;

import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.posts.Media;
import io.millrace.gateway.media.MediaAccess.Seen;
import io.millrace.gateway.web.Conditions;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.blobs.ByteRange;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Gives out the bytes of photos and videos. What an address names never changes, so what everybody may see may be kept for ever,
 * by browsers and by a CDN in front; the rest is asked about each time. Nothing in a file can run or ask for anything.
 */
final class RenditionHandler {
    static final String ORIGINAL = "original";
    static final String VIDEO = "video";

    private static final MediaType JPEG = MediaType.IMAGE_JPEG;
    private static final String POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_EACH_TIME = "private, no-cache";

    private final MediaAccess access;
    private final BlobStore blobs;

    RenditionHandler(MediaAccess access, BlobStore blobs) {
        this.access = access;
        this.blobs = blobs;
    }

    /** {@code GET, HEAD /media/{id}/{rendition}}. */
    Mono<ServerResponse> read(ServerRequest request) {
        String name = request.pathVariable("rendition");
        if (name.equals(ORIGINAL)) {
            return access.ownQuietly(request)
                    .flatMap(media -> serve(request, media.original(), type(media), Seen.BY_CALLER));
        }
        return access.present(request)
                .flatMap(media -> access.seen(request, media).flatMap(seen -> shown(media, name)
                        .flatMap(blob -> serve(request, blob, media.kind().isPhoto() ? JPEG : type(media), seen))));
    }

    private static Mono<BlobRef> shown(Media media, String name) {
        if (!media.kind().isPhoto()) {
            return name.equals(VIDEO) ? Mono.just(media.original()) : Mono.error(RenditionHandler::none);
        }
        return Mono.justOrEmpty(media.renditions().stream()
                        .filter(rendition -> rendition.name().equals(name))
                        .map(Media.Rendition::blob)
                        .findFirst())
                .switchIfEmpty(Mono.error(RenditionHandler::none));
    }

    private static Problem none() {
        return Problem.of(ProblemType.NOT_FOUND, "There is nothing of that name to be shown of it, or not yet");
    }

    private static MediaType type(Media media) {
        return MediaType.parseMediaType(media.kind().contentType());
    }

    private Mono<ServerResponse> serve(ServerRequest request, BlobRef blob, MediaType type, Seen seen) {
        String tag = "\"" + blob.sha256().substring(0, 32) + "\"";
        if (Conditions.isKnown(request, tag)) {
            return head(ServerResponse.status(HttpStatus.NOT_MODIFIED), tag, seen)
                    .build();
        }
        ByteRange range = Conditions.range(request, blob.size(), tag);
        ServerResponse.BodyBuilder response = head(
                        ServerResponse.status(range == null ? HttpStatus.OK : HttpStatus.PARTIAL_CONTENT), tag, seen)
                .contentType(type)
                .contentLength(range == null ? blob.size() : range.length());
        if (range != null) {
            response.header(
                    HttpHeaders.CONTENT_RANGE, "bytes " + range.from() + "-" + (range.end() - 1) + "/" + blob.size());
        }
        if (HttpMethod.HEAD.equals(request.method())) {
            return response.build();
        }
        return response.body(BodyInserters.fromDataBuffers((range == null ? blobs.read(blob) : blobs.read(blob, range))
                .map(DefaultDataBufferFactory.sharedInstance::wrap)));
    }

    private static ServerResponse.BodyBuilder head(ServerResponse.BodyBuilder response, String tag, Seen seen) {
        return response.eTag(tag).headers(headers -> {
            headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
            headers.set(HttpHeaders.CACHE_CONTROL, seen == Seen.BY_ALL ? FOR_EVER : ASK_EACH_TIME);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Content-Security-Policy", POLICY);
            if (seen == Seen.BY_ALL) {
                // Pages of others that a post is shared on show its photo.
                headers.set("Cross-Origin-Resource-Policy", "cross-origin");
            } else {
                headers.set(HttpHeaders.VARY, "Authorization, Cookie");
            }
        });
    }
}
