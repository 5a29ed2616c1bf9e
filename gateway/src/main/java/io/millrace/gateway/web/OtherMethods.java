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

/**
 * Answers a request whose address has a route, but not for its method: HEAD as GET, of which the server sends the head alone;
 * OPTIONS with 204 and the others with 405, both with the methods that there are.
 */
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
        return HttpMethod.HEAD.equals(request.method())
                ? asGet(request).switchIfEmpty(Mono.defer(() -> refusal(request)))
                : refusal(request);
    }

    /** The handler of the GET, which must see the request that was routed: the variables of the path are there. */
    private Mono<HandlerFunction<ServerResponse>> asGet(ServerRequest request) {
        ServerRequest get = as(HttpMethod.GET, request);
        return routed(get).map(handler -> any -> handler.handle(get));
    }

    private Mono<HandlerFunction<ServerResponse>> refusal(ServerRequest request) {
        return Flux.fromIterable(METHODS)
                .filterWhen(method -> routed(as(method, request)).hasElement(), 1)
                .map(HttpMethod::name)
                .collect(TreeSet<String>::new, Set::add)
                .doOnNext(OtherMethods::addHead)
                .filter(allowed ->
                        !allowed.isEmpty() && !allowed.contains(request.method().name()))
                .map(allowed -> String.join(", ", allowed))
                .map(allowed -> any -> HttpMethod.OPTIONS.equals(any.method())
                        ? ServerResponse.noContent().header("Allow", allowed).build()
                        : Mono.error(Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Use one of: " + allowed)
                                .withHeader("Allow", allowed)));
    }

    private static void addHead(Set<String> allowed) {
        if (allowed.contains(HttpMethod.GET.name())) {
            allowed.add(HttpMethod.HEAD.name());
        }
    }

    private static ServerRequest as(HttpMethod method, ServerRequest request) {
        return ServerRequest.from(request).method(method).build();
    }

    @SuppressWarnings("unchecked") // All routes here answer with ServerResponse; Spring lists them by the wider type.
    private Mono<HandlerFunction<ServerResponse>> routed(ServerRequest request) {
        return Flux.fromIterable(others.get())
                .concatMap(route -> route.route(request), 1)
                .next()
                .map(handler -> (HandlerFunction<ServerResponse>) handler);
    }
}
