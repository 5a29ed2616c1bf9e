package io.millrace.gateway.links;

/**
 * A line of a body.
 *
 * @param number from 1
 * @param text without its end; empty for a line that is too long
 * @param tooLong whether the line was longer than is taken
 */
record Line(int number, byte[] text, boolean tooLong) {
    boolean isBlank() {
        for (byte b : text) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return !tooLong;
    }
}
