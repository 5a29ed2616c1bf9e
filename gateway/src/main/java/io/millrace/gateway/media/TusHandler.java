package io.millrace.gateway.media;

import io.millrace.gateway.media.ResumableUploads.Progress;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.media.MediaUploads.Upload;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Uploads in pieces as tus 1.0.0 has them (https://tus.io/protocols/resumable-upload), with its extensions creation, expiration
 * and termination; so there are clients for it already. The request that brings the last byte is answered with where the photo
 * or video is.
 */
final class TusHandler {
    static final String OFFSET = "Upload-Offset";

    private static final String VERSION = "1.0.0";
    private static final String RESUMABLE = "Tus-Resumable";
    private static final String LENGTH = "Upload-Length";
    private static final String EXPIRES = "Upload-Expires";
    private static final MediaType PIECE = MediaType.valueOf("application/offset+octet-stream");

    private final MediaAccess access;
    private final ResumableUploads uploads;
    private final URI publicUrl;

    TusHandler(MediaAccess access, ResumableUploads uploads, URI publicUrl) {
        this.access = access;
        this.uploads = uploads;
        this.publicUrl = publicUrl;
    }

    /** What is spoken here. */
    Mono<ServerResponse> options(ServerRequest request) {
        return ServerResponse.noContent()
                .header(RESUMABLE, VERSION)
                .header("Tus-Version", VERSION)
                .header("Tus-Extension", "creation,expiration,termination")
                .header("Tus-Max-Size", String.valueOf(MediaSniffer.MAX_VIDEO))
                .build();
    }

    Mono<ServerResponse> begin(ServerRequest request) {
        checkVersion(request);
        long length = number(request, LENGTH);
        if (length < 1) {
            throw Problem.of(ProblemType.MALFORMED_REQUEST, LENGTH + " is at least 1");
        }
        if (length > MediaSniffer.MAX_VIDEO) {
            throw MediaSniffer.tooLarge();
        }
        return access.caller(request)
                .flatMap(owner -> uploads.begin(owner, length))
                .flatMap(upload -> common(
                                ServerResponse.created(URI.create(publicUrl + "/api/v1/media/uploads/" + upload.id())))
                        .header(EXPIRES, date(upload.expiresAt()))
                        .build());
    }

    Mono<ServerResponse> progress(ServerRequest request) {
        checkVersion(request);
        return found(request).flatMap(progress -> answer(HttpStatus.OK, progress)
                .header(LENGTH, String.valueOf(progress.upload().length()))
                .build());
    }

    Mono<ServerResponse> append(ServerRequest request) {
        checkVersion(request);
        if (!request.headers().contentType().map(PIECE::equals).orElse(false)) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "A piece of a file is sent as " + PIECE);
        }
        long offset = number(request, OFFSET);
        return found(request)
                .flatMap(before -> uploads.append(before, offset, body(request)))
                .flatMap(progress -> answer(HttpStatus.NO_CONTENT, progress).build());
    }

    private static Flux<ByteBuffer> body(ServerRequest request) {
        return request.body(BodyExtractors.toDataBuffers()).map(MediaIntake::copied);
    }

    Mono<ServerResponse> end(ServerRequest request) {
        checkVersion(request);
        return found(request)
                .map(Progress::upload)
                .flatMap(uploads::remove)
                .then(common(ServerResponse.status(HttpStatus.NO_CONTENT)).build());
    }

    private Mono<Progress> found(ServerRequest request) {
        return access.caller(request)
                .flatMap(owner -> uploads.progress(owner, request.pathVariable("upload")))
                .switchIfEmpty(Mono.error(
                        () -> Problem.of(ProblemType.NOT_FOUND, "You have no upload of this name under way")));
    }

    private ServerResponse.BodyBuilder answer(HttpStatus status, Progress progress) {
        Upload upload = progress.upload();
        ServerResponse.BodyBuilder response = common(ServerResponse.status(status))
                .header(OFFSET, String.valueOf(progress.offset()))
                .header(EXPIRES, date(upload.expiresAt()));
        return progress.made() == null
                ? response
                : response.header(HttpHeaders.CONTENT_LOCATION, publicUrl + "/api/v1/media/" + upload.media());
    }

    private static ServerResponse.BodyBuilder common(ServerResponse.BodyBuilder response) {
        return response.header(RESUMABLE, VERSION).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static void checkVersion(ServerRequest request) {
        if (!VERSION.equals(request.headers().firstHeader(RESUMABLE))) {
            throw Problem.of(ProblemType.TUS_VERSION, "Send " + RESUMABLE + ": " + VERSION)
                    .withHeader("Tus-Version", VERSION);
        }
    }

    private static long number(ServerRequest request, String header) {
        String text = request.headers().firstHeader(header);
        if (text == null || !text.matches("[0-9]{1,15}")) {
            throw Problem.of(ProblemType.MALFORMED_REQUEST, header + " is a number of bytes");
        }
        return Long.parseLong(text);
    }

    private static String date(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atZone(ZoneOffset.UTC));
    }
}
