package io.millrace.gateway.clicks;

import io.millrace.gateway.visitors.Visitor;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the journal keeps of a visitor, written once for all visits that come over one connection. */
public final class VisitBytes {
    private final byte[] bytes;

    private VisitBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param userAgent the {@code User-Agent} header, cut if it is too long
     */
    public static VisitBytes of(Visitor visitor, @Nullable String userAgent) {
        byte[] country = ClickEntry.latin(visitor.country());
        byte[] network = ClickEntry.latin(visitor.network());
        byte[] agent = ClickEntry.latin(userAgent);
        ByteBuffer buffer =
                ByteBuffer.allocate(Long.BYTES + 3 * Short.BYTES + length(country) + length(network) + length(agent));
        buffer.putLong(visitor.pseudonym());
        ClickEntry.put(buffer, country);
        ClickEntry.put(buffer, network);
        ClickEntry.put(buffer, agent);
        return new VisitBytes(buffer.array());
    }

    void writeTo(ByteBuffer buffer) {
        buffer.put(bytes);
    }

    private static int length(byte @Nullable [] text) {
        return text == null ? 0 : text.length;
    }
}
