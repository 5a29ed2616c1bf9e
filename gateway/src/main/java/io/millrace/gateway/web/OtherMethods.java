package io.millrace.gateway.web;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers a request whose address has a route, but not for its method: 405 with those that it has, or 204 to OPTIONS. */
final class OtherMethods implements RouterFunction<ServerResponse> {
    private static final List<HttpMethod> METHODS = Arrays.stream(HttpMethod.values())
            .filter(method -> !method.equals(HttpMethod.OPTIONS) && !method.equals(HttpMethod.TRACE))
            .toList();

    private final Supplier<List<RouterFunction<?>>> others;

    /**
     * @param others all routes but this
     */
    OtherMethods(Supplier<List<RouterFunction<?>>> others) {
        this.others = others;
    }

    @Override
    public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return Flux.fromIterable(METHODS)
                .filterWhen(
                        method -> isRouted(
                                ServerRequest.from(request).method(method).build()),
                        1)
                .map(HttpMethod::name)
                .collect(TreeSet<String>::new, Set::add)
                .filter(allowed ->
                        !allowed.isEmpty() && !allowed.contains(request.method().name()))
                .map(allowed -> String.join(", ", allowed))
                .map(allowed -> any -> HttpMethod.OPTIONS.equals(any.method())
                        ? ServerResponse.noContent().header("Allow", allowed).build()
                        : Mono.error(Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Use one of: " + allowed)
                                .withHeader("Allow", allowed)));
    }

    private Mono<Boolean> isRouted(ServerRequest request) {
        return Flux.fromIterable(others.get())
                .concatMap(route -> route.route(request), 1)
                .hasElements();
    }
}
