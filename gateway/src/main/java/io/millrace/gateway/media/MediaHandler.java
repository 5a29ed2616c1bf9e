package io.millrace.gateway.media;

import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.MediaId;
import io.millrace.gateway.ids.TimeOrderedIds;
import io.millrace.gateway.web.FirstPart;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Takes photos and videos in, tells of them, and takes them away. */
final class MediaHandler {
    private final MediaAccess access;
    private final MediaCommands commands;
    private final TimeOrderedIds ids;
    private final URI publicUrl;

    MediaHandler(MediaAccess access, MediaCommands commands, TimeOrderedIds ids, URI publicUrl) {
        this.access = access;
        this.commands = commands;
        this.ids = ids;
        this.publicUrl = publicUrl;
    }

    /** {@code POST /api/v1/media}: the file is the body, or the first part of it. */
    Mono<ServerResponse> upload(ServerRequest request) {
        return access.caller(request)
                .zipWith(ids.next().map(MediaId::new))
                .flatMap(known -> commands.upload(
                        known.getT2(),
                        known.getT1(),
                        FirstPart.of(request, MediaSniffer.MAX_VIDEO, MediaSniffer::tooLarge, name -> {})
                                .map(MediaIntake::copied)))
                .flatMap(media -> ServerResponse.created(URI.create(publicUrl + "/api/v1/media/" + media.id()))
                        .contentType(MediaType.APPLICATION_JSON)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .bodyValue(MediaAnswer.of(media, publicUrl)));
    }

    Mono<ServerResponse> read(ServerRequest request) {
        return access.own(request).flatMap(this::answer);
    }

    private Mono<ServerResponse> answer(Media media) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .bodyValue(MediaAnswer.of(media, publicUrl));
    }

    Mono<ServerResponse> delete(ServerRequest request) {
        return access.own(request)
                .flatMap(commands::delete)
                .then(ServerResponse.noContent().build());
    }
}
