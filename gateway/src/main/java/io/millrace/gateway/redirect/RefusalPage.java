package io.millrace.gateway.redirect;

import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.Wishes;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Mono;

/** Says why there is nothing at an address: a small page for people, a problem document for programs. */
public final class RefusalPage {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%1$s</title>
            <style>
            :root { color-scheme: light dark; font: 18px/1.5 system-ui, sans-serif; }
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
            main { max-width: 32rem; padding: 2rem; }
            h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
            p { margin: 0; opacity: .8; }
            </style>
            </head>
            <body><main><h1>%1$s</h1><p>%2$s</p></main></body>
            </html>
            """;

    private RefusalPage() {}

    /** The answer to this request; a problem document is left to the one place that writes them. */
    public static Mono<ServerResponse> answer(ServerRequest request, Problem problem) {
        if (!Wishes.page(request)) {
            return Mono.error(problem);
        }
        ServerResponse.BodyBuilder response = ServerResponse.status(
                        problem.type().status())
                .contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        problem.headers().forEach(response::header);
        if (HttpMethod.HEAD.equals(request.method())) {
            return response.build();
        }
        // The words are our own, and yet some name what was asked for.
        return response.bodyValue(
                PAGE.formatted(HtmlUtils.htmlEscape(problem.type().title()), HtmlUtils.htmlEscape(problem.detail())));
    }
}
