package io.millrace.gateway.redirect;

import static io.millrace.gateway.redirect.Ascii.is;
import static io.millrace.gateway.redirect.Ascii.isKey;
import static io.millrace.gateway.redirect.Ascii.isToken;
import static io.millrace.gateway.redirect.Ascii.starts;

import org.jspecify.annotations.Nullable;

/**
 * Reads the head of an HTTP/1.1 request from raw bytes and accepts only what leaves no question: strict line ends, one host,
 * visible ASCII, nothing that gives the request a body or changes the connection. Whatever it does not accept is for the
 * complete implementation behind. Reused; for one thread.
 */
final class RequestHead {
    /** What {@link #read} returns when the head is not complete. */
    static final int INCOMPLETE = -1;

    /** What {@link #read} returns when the request is not a plain one. */
    static final int NOT_PLAIN = -2;

    private static final int MAX_BYTES = 8 * 1024;
    private static final byte[] VERSION = {' ', 'H', 'T', 'T', 'P', '/', '1', '.', '1', '\r', '\n'};

    private final byte @Nullable [] countryHeader;

    /** A part of the head; {@code start} is -1 when it is not there. */
    static final class Part {
        int start = -1;
        int end;

        boolean isPresent() {
            return start >= 0;
        }

        int length() {
            return start < 0 ? 0 : end - start;
        }
    }

    final Part key = new Part();
    final Part userAgent = new Part();
    final Part referrer = new Part();
    final Part forwardedFor = new Part();
    final Part country = new Part();
    private boolean query;
    private boolean text;
    private boolean partial;
    private boolean get;
    private int hosts;

    /**
     * @param countryHeader the lower-case name of the header that says the client's country; null for none
     */
    RequestHead(byte @Nullable [] countryHeader) {
        this.countryHeader = countryHeader;
    }

    /** Whether this is a GET of {@code /key}, with or without a query. */
    boolean isVisit() {
        return get && key.isPresent() && !text;
    }

    /** Whether this is a GET of the whole text {@code /p/key/raw} or {@code /raw/key}, on no condition. */
    boolean isRead() {
        return get && text && !partial;
    }

    boolean hasQuery() {
        return query;
    }

    /**
     * Reads a head that begins at {@code from}. The request ends with its head.
     *
     * @return where the request ends, {@link #INCOMPLETE} or {@link #NOT_PLAIN}
     */
    int read(byte[] bytes, int from, int to) {
        reset();
        int line = requestLine(bytes, from, to);
        while (line > 0) {
            if (line - from > MAX_BYTES) {
                return NOT_PLAIN;
            }
            if (line + 1 < to && bytes[line] == '\r' && bytes[line + 1] == '\n') {
                return hosts == 1 ? line + 2 : NOT_PLAIN;
            }
            line = header(bytes, line, to);
        }
        return line;
    }

    private void reset() {
        key.start = -1;
        userAgent.start = -1;
        referrer.start = -1;
        forwardedFor.start = -1;
        country.start = -1;
        query = false;
        text = false;
        partial = false;
        get = false;
        hosts = 0;
    }

    private int requestLine(byte[] b, int from, int to) {
        int i = from;
        while (i < to && b[i] >= 'A' && b[i] <= 'Z') {
            i++;
        }
        if (i >= to) {
            return INCOMPLETE;
        }
        int method = i - from;
        get = method == 3 && b[from] == 'G' && b[from + 1] == 'E' && b[from + 2] == 'T';
        boolean head = method == 4 && b[from] == 'H' && b[from + 1] == 'E' && b[from + 2] == 'A' && b[from + 3] == 'D';
        if (!get && !head || b[i] != ' ') {
            return NOT_PLAIN;
        }
        i++;
        if (i >= to) {
            return INCOMPLETE;
        }
        if (b[i] != '/') {
            return NOT_PLAIN;
        }
        i = path(b, i + 1, to);
        if (i < 0) {
            return i;
        }
        for (byte expected : VERSION) {
            if (i >= to) {
                return INCOMPLETE;
            }
            if (b[i++] != expected) {
                return NOT_PLAIN;
            }
        }
        return i;
    }

    /** Returns where the target ends. */
    private int path(byte[] b, int start, int to) {
        int i = start;
        while (i < to && isKey(b[i])) {
            i++;
        }
        int length = i - start;
        if (i < to && (b[i] == ' ' || b[i] == '?') && length >= 3 && length <= 64) {
            key.start = start;
            key.end = i;
            query = b[i] == '?';
        }
        while (i < to && b[i] > ' ' && b[i] < 0x7f) {
            i++;
        }
        if (i >= to) {
            return INCOMPLETE;
        }
        if (!key.isPresent()) {
            noteText(b, start, i);
        }
        return b[i] == ' ' ? i : NOT_PLAIN;
    }

    /** Takes note of the key, if the target is that of a text and has no query. */
    private void noteText(byte[] b, int start, int end) {
        boolean ofHaste = starts(b, start, end, "raw/");
        int from = start + (ofHaste ? 4 : 2);
        int until = ofHaste ? end : end - 4;
        boolean named = ofHaste || starts(b, start, end, "p/") && starts(b, until, end, "/raw");
        int length = until - from;
        if (!named || length < 3 || length > 64) {
            return;
        }
        for (int i = from; i < until; i++) {
            if (!isKey(b[i])) {
                return;
            }
        }
        key.start = from;
        key.end = until;
        text = true;
    }

    /** Reads a header line and returns where the next line begins. */
    private int header(byte[] b, int from, int to) {
        int colon = from;
        while (colon < to && isToken(b[colon])) {
            colon++;
        }
        if (colon >= to) {
            return INCOMPLETE;
        }
        if (b[colon] != ':' || colon == from) {
            return b[colon] == '\r' && colon + 1 >= to ? INCOMPLETE : NOT_PLAIN;
        }
        int start = colon + 1;
        while (start < to && (b[start] == ' ' || b[start] == '\t')) {
            start++;
        }
        int end = start;
        while (end < to && (b[end] >= ' ' && b[end] < 0x7f || b[end] == '\t')) {
            end++;
        }
        if (end + 1 >= to) {
            return INCOMPLETE;
        }
        if (b[end] != '\r' || b[end + 1] != '\n') {
            return NOT_PLAIN;
        }
        int next = end + 2;
        while (end > start && (b[end - 1] == ' ' || b[end - 1] == '\t')) {
            end--;
        }
        return note(b, from, colon - from, start, end) ? next : NOT_PLAIN;
    }

    /** Takes note of a header; false if it makes the request one that is not plain. */
    private boolean note(byte[] b, int name, int nameLength, int start, int end) {
        partial |= nameLength == 5 ? is(b, name, "range") : nameLength > 7 && is(b, name, "if-");
        switch (nameLength) {
            case 4 -> {
                if (is(b, name, "host")) {
                    return ++hosts == 1 && isHost(b, start, end);
                }
            }
            case 6 -> {
                if (is(b, name, "expect")) {
                    return false;
                }
            }
            case 7 -> {
                if (is(b, name, "referer")) {
                    return once(referrer, start, end);
                }
                if (is(b, name, "upgrade")) {
                    return false;
                }
            }
            case 10 -> {
                if (is(b, name, "user-agent")) {
                    return once(userAgent, start, end);
                }
                if (is(b, name, "connection")) {
                    return end - start == 10 && is(b, start, "keep-alive");
                }
            }
            case 14 -> {
                if (is(b, name, "content-length")) {
                    return false;
                }
            }
            case 15 -> {
                if (is(b, name, "x-forwarded-for")) {
                    return once(forwardedFor, start, end);
                }
            }
            case 17 -> {
                if (is(b, name, "transfer-encoding")) {
                    return false;
                }
            }
            default -> {
                // Of no concern here.
            }
        }
        if (countryHeader != null && nameLength == countryHeader.length && is(b, name, countryHeader)) {
            return once(country, start, end);
        }
        return true;
    }

    private static boolean once(Part part, int start, int end) {
        if (part.isPresent()) {
            return false;
        }
        part.start = start;
        part.end = end;
        return true;
    }

    private static boolean isHost(byte[] b, int start, int end) {
        for (int i = start; i < end; i++) {
            byte c = b[i];
            if (!(isKey(c) || c == '.' || c == ':' || c == '[' || c == ']')) {
                return false;
            }
        }
        return end > start;
    }
}
