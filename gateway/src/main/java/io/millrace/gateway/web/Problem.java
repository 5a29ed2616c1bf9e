package io.millrace.gateway.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that is refused, in the words of RFC 9457. Thrown or signalled anywhere behind a route; {@link ProblemHandler}
 * turns it into the answer. It has no stack trace: it tells of the request, not of the code.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType problemType;
    private final transient Map<String, Object> members;
    private final transient Map<String, String> headers;

    private Problem(ProblemType type, String detail, Map<String, Object> members, Map<String, String> headers) {
        super(detail, null, false, false);
        this.problemType = type;
        this.members = members;
        this.headers = headers;
    }

    /**
     * @param detail what is wrong with this request and what would be right, as a sentence for people
     */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, Map.of(), Map.of());
    }

    /** A problem with one field of a JSON body or one query parameter. */
    public static Problem ofField(ProblemType type, String field, String detail) {
        return of(type, detail).with("field", field);
    }

    /** Something that Millrace needs is away; the client is told when to come back. */
    public static Problem unavailable(String detail, Duration retryAfter) {
        return of(ProblemType.UNAVAILABLE, detail).withHeader("Retry-After", String.valueOf(retryAfter.toSeconds()));
    }

    /** The same with one more member in the document. */
    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(problemType, detail(), more, headers);
    }

    /** The same with a header in the answer. */
    public Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(problemType, detail(), members, more);
    }

    public ProblemType type() {
        return problemType;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** The whole document, in the order in which it is written. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", problemType.type());
        document.put("title", problemType.title());
        document.put("status", problemType.status().value());
        document.put("detail", detail());
        document.putAll(members);
        return document;
    }
}
