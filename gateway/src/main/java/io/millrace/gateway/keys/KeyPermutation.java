package io.millrace.gateway.keys;

/**
 * A keyed permutation of the numbers below a bound: consecutive counters become keys without a visible pattern, different
 * counters always become different keys, and who has the secret can go back.
 *
 * <p>A balanced Feistel network with SipHash-2-4 as its round function permutes the smallest range of an even number of bits
 * that holds the bound; a result beyond the bound is permuted again until it lies below (fewer than four times on average).
 *
 * <p>Sources: John Black and Phillip Rogaway, "Ciphers with Arbitrary Finite Domains", CT-RSA 2002, for the cycle walking;
 * Michael Luby and Charles Rackoff, "How to Construct Pseudorandom Permutations from Pseudorandom Functions", 1988, for the
 * network; Jacques Patarin, "Security of Random Feistel Schemes with 5 or more Rounds", CRYPTO 2004, for taking more rounds
 * than four on small domains. Immutable and thread-safe.
 */
final class KeyPermutation {
    private static final int ROUNDS = 10;

    private final long bound;
    private final int halfBits;
    private final long halfMask;
    private final SipHash function;

    /**
     * @param bound how many numbers are permuted, 2 to 2^62
     * @param secret chooses the permutation
     */
    KeyPermutation(long bound, KeySecret secret) {
        if (bound < 2 || bound > 1L << 62) {
            throw new IllegalArgumentException("A permutation's bound is 2 to 2^62: " + bound);
        }
        this.bound = bound;
        int bits = Long.SIZE - Long.numberOfLeadingZeros(bound - 1);
        this.halfBits = (bits + 1) / 2;
        this.halfMask = (1L << halfBits) - 1;
        // Different bounds must not share a permutation's beginnings.
        this.function = secret.function(bound);
    }

    /** Where the permutation takes a number of 0 to bound - 1. */
    long permute(long number) {
        check(number);
        long walked = number;
        do {
            walked = forward(walked);
        } while (walked >= bound);
        return walked;
    }

    /** Which number the permutation takes there. */
    long invert(long number) {
        check(number);
        long walked = number;
        do {
            walked = backward(walked);
        } while (walked >= bound);
        return walked;
    }

    private long forward(long number) {
        long left = number >>> halfBits;
        long right = number & halfMask;
        for (int round = 0; round < ROUNDS; round++) {
            long next = left ^ mix(round, right);
            left = right;
            right = next;
        }
        return left << halfBits | right;
    }

    private long backward(long number) {
        long left = number >>> halfBits;
        long right = number & halfMask;
        for (int round = ROUNDS - 1; round >= 0; round--) {
            long previous = right ^ mix(round, left);
            right = left;
            left = previous;
        }
        return left << halfBits | right;
    }

    private long mix(int round, long half) {
        return function.hash((long) round << 56 | half) & halfMask;
    }

    private void check(long number) {
        if (number < 0 || number >= bound) {
            throw new IllegalArgumentException(number + " is not below " + bound);
        }
    }
}
