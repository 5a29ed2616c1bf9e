package io.millrace.gateway.web;

import io.millrace.storage.blobs.ByteRange;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.web.reactive.function.server.ServerRequest;

/** What a request knows already and which part it wants (RFC 9110, sections 13 and 14). */
public final class Conditions {
    private Conditions() {}

    /** Whether the client has what that tag names. */
    public static boolean isKnown(ServerRequest request, String tag) {
        return request.headers().header(HttpHeaders.IF_NONE_MATCH).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
    }

    /**
     * The one range that is asked for.
     *
     * @param size of the whole, in bytes
     * @return null for the whole, also where several are asked for or it has changed since
     * @throws Problem {@code range-not-satisfiable} if there is nothing in it
     */
    public static @Nullable ByteRange range(ServerRequest request, long size, String tag) {
        String condition = request.headers().firstHeader(HttpHeaders.IF_RANGE);
        String header = request.headers().firstHeader(HttpHeaders.RANGE);
        if (header == null || condition != null && !condition.equals(tag)) {
            return null;
        }
        List<HttpRange> ranges;
        try {
            ranges = HttpRange.parseRanges(header);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (ranges.size() != 1) {
            return null;
        }
        long from = ranges.get(0).getRangeStart(size);
        long last = ranges.get(0).getRangeEnd(size);
        if (from >= size || last < from) {
            throw Problem.of(ProblemType.RANGE_NOT_SATISFIABLE, "It has " + size + " bytes")
                    .withHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
        }
        return new ByteRange(from, last - from + 1);
    }
}
