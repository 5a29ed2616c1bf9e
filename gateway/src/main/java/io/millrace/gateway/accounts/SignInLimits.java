package io.millrace.gateway.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * How often passwords may be guessed, on this gateway: at one name, and from one address, which for IPv6 is its network of 64
 * bits. A try takes a token of both before the password is looked at, so that a thousand at once are no more than a thousand
 * one after the other; a right password gives them back.
 */
final class SignInLimits {
    /** Wrong passwords in a row for one name; one more after each {@link #PER_NAME}. */
    static final int NAME_BURST = 10;

    /** Wrong passwords in a row from one address; one more after each {@link #PER_ADDRESS}. */
    static final int ADDRESS_BURST = 30;

    private static final Duration PER_NAME = Duration.ofSeconds(30);
    private static final Duration PER_ADDRESS = Duration.ofSeconds(5);
    private static final int REMEMBERED = 100_000;
    private static final int NETWORK_BYTES = 8;

    private final Cache<String, Bucket> names = cache();
    private final Cache<String, Bucket> addresses = cache();
    private final TimeMeter time;

    SignInLimits(TimeMeter time) {
        this.time = time;
    }

    /** @throws Problem {@code too-many-requests} */
    void take(String name, InetAddress address) {
        take(address(address), "this address");
        take(name(name), "this user name");
    }

    /** The password was right. */
    void giveBack(String name, InetAddress address) {
        address(address).addTokens(1);
        name(name).addTokens(1);
    }

    private static void take(Bucket bucket, String where) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long seconds = Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1;
            throw Problem.of(
                            ProblemType.TOO_MANY_REQUESTS,
                            "Too many wrong passwords for " + where + "; try again in " + seconds + " seconds")
                    .withHeader("Retry-After", String.valueOf(seconds));
        }
    }

    private Bucket name(String name) {
        return names.get(Secrets.hash(name), key -> bucket(NAME_BURST, PER_NAME));
    }

    private Bucket address(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] network = address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes;
        return addresses.get(HexFormat.of().formatHex(network), key -> bucket(ADDRESS_BURST, PER_ADDRESS));
    }

    private Bucket bucket(int burst, Duration each) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(Bandwidth.builder()
                        .capacity(burst)
                        .refillGreedy(1, each)
                        .build())
                .build();
    }

    private static Cache<String, Bucket> cache() {
        return Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterAccess(Duration.ofHours(1))
                .build();
    }
}
