package io.millrace.gateway.sharing;

import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /oembed?url=…}: tells other sites how to embed the post of an address. Whoever asks, it is answered as to nobody. */
final class OEmbedHandler {
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,4}");

    private final Function<PostId, Mono<Post>> publicPosts;
    private final URI publicUrl;
    private final Pattern path;

    /** @param publicPosts finds a post if everybody may see it */
    OEmbedHandler(Function<PostId, Mono<Post>> publicPosts, URI publicUrl) {
        this.publicPosts = publicPosts;
        this.publicUrl = publicUrl;
        this.path = Pattern.compile(Pattern.quote(publicUrl.getRawPath()) + "/posts/([0-9]{1,19})/?");
    }

    Mono<ServerResponse> read(ServerRequest request) {
        requireJson(request);
        String url = request.queryParam("url")
                .orElseThrow(() -> Problem.ofField(
                        ProblemType.INVALID_PARAMETER, "url", "\"url\" is the address of a post, percent-encoded"));
        int maxWidth = size(request, "maxwidth");
        int maxHeight = size(request, "maxheight");
        return Mono.fromSupplier(() -> named(url))
                .flatMap(publicPosts)
                .switchIfEmpty(Mono.error(OEmbedHandler::unknown))
                .flatMap(post -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(CacheControl.maxAge(OEmbed.KEEP).cachePublic())
                        // Pages of others ask from browsers; what everybody may see is theirs to read.
                        .header("Access-Control-Allow-Origin", "*")
                        .header("Cross-Origin-Resource-Policy", "cross-origin")
                        .bodyValue(OEmbed.of(post, publicUrl, maxWidth, maxHeight)));
    }

    private static void requireJson(ServerRequest request) {
        String format = request.queryParam("format").orElse("json");
        if (!format.equals("json")) {
            throw Problem.ofField(ProblemType.FORMAT_NOT_OFFERED, "format", "\"format\" is \"json\"");
        }
    }

    private static int size(ServerRequest request, String name) {
        String text = request.queryParam(name).orElse("99999");
        if (!SIZE.matcher(text).matches()) {
            throw Problem.ofField(
                    ProblemType.INVALID_PARAMETER, name, "\"" + name + "\" is a number of pixels from 1 to 99999");
        }
        return Integer.parseInt(text);
    }

    /** Only addresses as we give them out, with whatever query or fragment they were shared with. */
    private PostId named(String url) {
        try {
            URI address = new URI(url);
            Matcher post = path.matcher(String.valueOf(address.getRawPath()));
            if (post.matches() && isOurs(address)) {
                return PostId.parse(post.group(1));
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw unknown();
        }
        throw unknown();
    }

    private boolean isOurs(URI address) {
        return publicUrl.getScheme().equalsIgnoreCase(address.getScheme())
                && publicUrl.getHost().equalsIgnoreCase(address.getHost())
                && port(publicUrl) == port(address)
                && address.getRawUserInfo() == null;
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    private static Problem unknown() {
        return Problem.ofField(
                ProblemType.NOT_FOUND, "url", "\"url\" is not the address of a post here that everybody may see");
    }
}
