package io.millrace.gateway.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;

/** What the headers of a request ask for. */
public final class Wishes {
    private Wishes() {}

    /** Who sends text gets text, unless asked for JSON; and the other way about. */
    public static boolean text(ServerRequest request, boolean sentText) {
        List<MediaType> accepted = request.headers().accept();
        boolean json = accepted.stream()
                .anyMatch(type -> !type.isWildcardType() && type.isCompatibleWith(MediaType.APPLICATION_JSON));
        boolean text = accepted.stream()
                .anyMatch(type -> !type.isWildcardType() && type.isCompatibleWith(MediaType.TEXT_PLAIN));
        return json == text ? sentText : text;
    }

    /** Whether a page for people is asked for, as browsers do. */
    public static boolean page(ServerRequest request) {
        return request.headers().accept().stream()
                .anyMatch(type -> type.isConcrete() && MediaType.TEXT_HTML.isCompatibleWith(type));
    }

    /** The only version that the request is about; null for whichever there is. */
    public static @Nullable Long ifMatch(ServerRequest request) {
        String value = request.headers().firstHeader(HttpHeaders.IF_MATCH);
        if (value == null || value.equals("*")) {
            return null;
        }
        if (!value.matches("\"[0-9]{1,18}\"")) {
            throw Problem.of(
                    ProblemType.PRECONDITION_FAILED, "If-Match takes one ETag as it was answered, such as \"3\"");
        }
        return Long.valueOf(value.substring(1, value.length() - 1));
    }
}
