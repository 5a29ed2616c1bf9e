package io.millrace.gateway.links;

import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.links.IndexPosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Where the next page of a list begins, as an opaque text. It holds nothing that its owner could not see. */
public final class LinkCursor {
    private LinkCursor() {}

    public static String write(IndexPosition position) {
        String text = position.createdAt().toEpochMilli() + "/" + position.key();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    public static IndexPosition read(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split("/", 2);
            return new IndexPosition(Instant.ofEpochMilli(Long.parseLong(parts[0])), new LinkKey(parts[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw Problem.ofField(
                    ProblemType.INVALID_PARAMETER,
                    "cursor",
                    "\"cursor\" is the \"next\" of a page, as it was answered");
        }
    }
}
