package io.millrace.gateway.accounts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one product has of an owner, for {@code GET /api/v1/me/export}: lines of JSON, read only as fast as they are taken, and
 * never all at once.
 */
public interface Exported {
    /** The lines of that owner, whole ones, cut anywhere. */
    Flux<ByteBuffer> of(OwnerId owner);

    /** A line: what the interface shows of a thing, with what it is before that. */
    static ByteBuffer line(String type, Object shown) {
        return ByteBuffer.wrap((described(type, shown) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The start of a line whose last field is yet to be written. */
    static ByteBuffer lineUpTo(String type, Object shown, String field) {
        String described = described(type, shown).toString();
        String open = described.substring(0, described.length() - 1) + ",\"" + field + "\":";
        return ByteBuffer.wrap(open.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode described(String type, Object shown) {
        ObjectNode line = Json.MAPPER.createObjectNode().put("type", type);
        Json.MAPPER.valueToTree(shown).properties().forEach(field -> line.set(field.getKey(), field.getValue()));
        return line;
    }
}
