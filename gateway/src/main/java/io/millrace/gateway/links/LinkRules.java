package io.millrace.gateway.links;

import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.keys.ShortKeys;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** What a link may be. Each rule fails with a problem that says what would be right. */
public final class LinkRules {
    public static final Duration DEFAULT_LIFE = Duration.ofDays(5 * 365 + 1);
    static final Duration LONGEST_LIFE = Duration.ofDays(100 * 365);

    private final TargetUrl own;

    /**
     * @param publicUrl where Millrace itself is: no link may lead there
     */
    public LinkRules(URI publicUrl) {
        this.own = TargetUrl.parse(publicUrl.toString());
    }

    /** The target in its one spelling. */
    String target(String text) {
        TargetUrl target;
        try {
            target = TargetUrl.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.ofField(ProblemType.INVALID_TARGET, "target", String.valueOf(e.getMessage()));
        }
        if (target.hasServerOf(own)) {
            throw Problem.ofField(
                    ProblemType.INVALID_TARGET,
                    "target",
                    "A link to " + own.host() + " itself could lead round for ever");
        }
        return target.toString();
    }

    LinkKey alias(String text) {
        return ShortKeys.alias(text);
    }

    public Instant expiry(Instant expiresAt, Instant now) {
        if (!expiresAt.isAfter(now)) {
            throw Problem.ofField(ProblemType.INVALID_EXPIRY, "expiresAt", "\"expiresAt\" is in the past");
        }
        if (expiresAt.isAfter(now.plus(LONGEST_LIFE))) {
            throw Problem.ofField(
                    ProblemType.INVALID_EXPIRY, "expiresAt", "\"expiresAt\" is more than a hundred years ahead");
        }
        return expiresAt;
    }
}
