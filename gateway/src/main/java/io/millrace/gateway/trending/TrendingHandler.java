package io.millrace.gateway.trending;

import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers {@code GET /api/v1/trending}: the same for everybody, because only public posts are counted. */
final class TrendingHandler {
    private static final int DEFAULT_LIMIT = 10;

    private final Trends trends;

    TrendingHandler(Trends trends) {
        this.trends = trends;
    }

    private record Answer(int hours, List<Trends.Trend> items) {}

    Mono<ServerResponse> read(ServerRequest request) {
        int hours = number(request, "hours", 1, Trends.MAX_HOURS);
        int limit = number(request, "limit", DEFAULT_LIMIT, Trends.MAX_TAGS);
        return trends.last(hours).flatMap(list -> ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.maxAge(Duration.ofSeconds(3)))
                .bodyValue(new Answer(hours, list.stream().limit(limit).toList())));
    }

    private static int number(ServerRequest request, String name, int otherwise, int most) {
        String text = request.queryParam(name).orElse(String.valueOf(otherwise));
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw Problem.ofField(ProblemType.INVALID_PARAMETER, name, "\"" + name + "\" is 1 to " + most);
        }
        return Integer.parseInt(text);
    }
}
