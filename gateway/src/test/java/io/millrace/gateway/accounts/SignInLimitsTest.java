package io.millrace.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.InetAddresses;
import io.github.bucket4j.TimeMeter;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SignInLimitsTest {
    private long now = 1_000_000_000_000L;

    private final SignInLimits limits = new SignInLimits(new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void aNameIsGuessedAtOnlySoOftenFromHoweverManyAddresses() {
        for (int i = 0; i < SignInLimits.NAME_BURST; i++) {
            limits.take("ada", InetAddresses.forString("198.51.100." + i));
        }
        refused("ada", "198.51.100.200", "user name");
        limits.take("grace", InetAddresses.forString("198.51.100.200"));
        now += Duration.ofSeconds(31).toNanos();
        limits.take("ada", InetAddresses.forString("198.51.100.201"));
        refused("ada", "198.51.100.202", "user name");
    }

    @Test
    void anAddressGuessesOnlySoOftenAtHoweverManyNames() {
        for (int i = 0; i < SignInLimits.ADDRESS_BURST; i++) {
            // All addresses of one network of 64 bits are one customer's.
            limits.take("name" + i, InetAddresses.forString("2001:db8:0:1::" + Integer.toHexString(i + 1)));
        }
        refused("another", "2001:db8:0:1:ffff::1", "address");
        limits.take("another", InetAddresses.forString("2001:db8:0:2::1"));
    }

    @Test
    void aRightPasswordCostsNothing() {
        for (int i = 0; i < 5 * SignInLimits.ADDRESS_BURST; i++) {
            limits.take("ada", InetAddresses.forString("203.0.113.1"));
            limits.giveBack("ada", InetAddresses.forString("203.0.113.1"));
        }
        limits.take("ada", InetAddresses.forString("203.0.113.1"));
    }

    private void refused(String name, String address, String because) {
        assertThatThrownBy(() -> limits.take(name, InetAddresses.forString(address)))
                .hasMessageContaining(because)
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
                    assertThat(problem.headers()).containsKey("Retry-After");
                });
    }
}
