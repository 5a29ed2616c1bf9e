package io.millrace.gateway.keys;

import io.millrace.contracts.links.LinkKey;

/**
 * Writes counters as keys of a fixed length and reads them back. Immutable and thread-safe.
 */
public final class KeyFormat {
    public static final int MIN_LENGTH = 6;
    public static final int MAX_LENGTH = 10;

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int BASE = DIGITS.length();

    private final int length;
    private final long bound;
    private final KeyPermutation permutation;

    /**
     * @param length of the keys, {@value #MIN_LENGTH} to {@value #MAX_LENGTH}
     * @param secret what keeps them from being guessed
     */
    public KeyFormat(int length, KeySecret secret) {
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "Issued keys have " + MIN_LENGTH + " to " + MAX_LENGTH + " characters, not " + length);
        }
        this.length = length;
        long numbers = 1;
        for (int i = 0; i < length; i++) {
            numbers *= BASE;
        }
        this.bound = numbers;
        this.permutation = new KeyPermutation(bound, secret);
    }

    /** How many characters a key has. */
    public int length() {
        return length;
    }

    /** How many keys there are. */
    public long bound() {
        return bound;
    }

    /** The key of a counter of 0 to {@link #bound()} - 1. */
    public LinkKey encode(long counter) {
        long number = permutation.permute(counter);
        char[] characters = new char[length];
        for (int i = length - 1; i >= 0; i--) {
            characters[i] = DIGITS.charAt((int) (number % BASE));
            number /= BASE;
        }
        return new LinkKey(new String(characters));
    }

    /** Whether the text has the form of an issued key of this length. */
    public boolean hasForm(CharSequence text) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (digit(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The counter of a key.
     *
     * @throws IllegalArgumentException if the text has not the form of an issued key
     */
    public long decode(CharSequence key) {
        if (!hasForm(key)) {
            throw new IllegalArgumentException("Not of the form of an issued key");
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = number * BASE + digit(key.charAt(i));
        }
        return permutation.invert(number);
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'A' && c <= 'Z') {
            return c - 'A' + 10;
        }
        return c >= 'a' && c <= 'z' ? c - 'a' + 36 : -1;
    }
}
