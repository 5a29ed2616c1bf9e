package io.millrace.gateway.links;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Json;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.web.Bodies;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemHandler;
import io.millrace.gateway.web.ProblemType;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes many links in one request: a JSON object a line in, a line out for each, in the same order and as soon as it is
 * made. A line that cannot be made a link is answered in its place with its problem and its number; the others go on.
 */
final class BulkHandler {
    /** How many links one request may make. */
    static final int MAX_LINKS = 10_000;

    private static final MediaType NDJSON = MediaType.APPLICATION_NDJSON;
    private static final Set<MediaType> BODIES = Set.of(NDJSON);
    private static final int LINKS_AT_ONCE = 256;
    private static final int LINES_TOGETHER = 64;

    /** How long the next line may take, so that an upload cannot be drawn out for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Callers callers;
    private final LinkCommands commands;
    private final URI publicUrl;

    BulkHandler(Callers callers, LinkCommands commands, URI publicUrl) {
        this.callers = callers;
        this.commands = commands;
        this.publicUrl = publicUrl;
    }

    Mono<ServerResponse> create(ServerRequest request) {
        return callers.of(request.exchange().getRequest()).flatMap(owner -> {
            Bodies.type(request, BODIES);
            Lines cutter = new Lines(LinksHandler.MAX_BODY);
            Flux<Line> lines = request.body(BodyExtractors.toDataBuffers())
                    .map(BulkHandler::bytes)
                    .concatMapIterable(cutter::add)
                    .concatWith(Flux.defer(() -> Flux.fromIterable(cutter.rest())))
                    .filter(line -> !line.isBlank())
                    .timeout(PATIENCE);
            Flux<byte[]> answers = lines.index()
                    .take(MAX_LINKS + 1L)
                    .flatMapSequential(
                            line -> line.getT1() < MAX_LINKS
                                    ? answer(owner, line.getT2())
                                    : Mono.just(problem(line.getT2(), tooMany())),
                            LINKS_AT_ONCE);
            return ServerResponse.ok()
                    .contentType(NDJSON)
                    .body(answers.buffer(LINES_TOGETHER).map(BulkHandler::together), DataBuffer.class);
        });
    }

    private Mono<byte[]> answer(OwnerId owner, Line line) {
        return Mono.defer(() -> commands.create(owner, NewLink.of(Bodies.parse(text(line)))))
                .map(link -> Json.MAPPER.writeValueAsBytes(LinkAnswer.of(link, publicUrl, null)))
                .onErrorResume(error -> Mono.just(problem(line, ProblemHandler.problem(error))));
    }

    private static String text(Line line) {
        if (line.tooLong()) {
            throw Problem.of(ProblemType.BODY_TOO_LARGE, "A line has at most " + LinksHandler.MAX_BODY + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.text()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(ProblemType.MALFORMED_REQUEST, "The line is not text in UTF-8");
        }
    }

    private static Problem tooMany() {
        return Problem.of(
                ProblemType.BODY_TOO_LARGE,
                "One request makes at most " + MAX_LINKS + " links; this line and those after it were not read");
    }

    private static byte[] problem(Line line, Problem problem) {
        Map<String, Object> document = new LinkedHashMap<>(problem.document());
        document.put("line", line.number());
        return Json.MAPPER.writeValueAsBytes(document);
    }

    private static DataBuffer together(List<byte[]> answers) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        answers.forEach(answer -> {
            joined.writeBytes(answer);
            joined.write('\n');
        });
        return DefaultDataBufferFactory.sharedInstance.wrap(joined.toByteArray());
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
