package io.millrace.gateway.links;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Cuts a stream of bytes into lines; holds at most one line and passes over what is too long. Not thread-safe. */
final class Lines {
    private final int maxBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;
    private boolean begun;
    private int number;

    Lines(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The lines that end in these bytes. */
    List<Line> add(byte[] bytes) {
        List<Line> ended = new ArrayList<>();
        for (byte b : bytes) {
            if (b == '\n') {
                ended.add(end());
                continue;
            }
            begun = true;
            if (line.size() < maxBytes) {
                line.write(b);
            } else {
                tooLong = true;
            }
        }
        return ended;
    }

    /** The last line, if the stream did not end with a line's end. */
    List<Line> rest() {
        return begun ? List.of(end()) : List.of();
    }

    private Line end() {
        Line ended = new Line(++number, tooLong ? new byte[0] : line.toByteArray(), tooLong);
        line.reset();
        tooLong = false;
        begun = false;
        return ended;
    }
}
