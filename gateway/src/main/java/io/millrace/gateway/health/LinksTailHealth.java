package io.millrace.gateway.health;

import io.millrace.gateway.log.Freshness;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the tail of the links topic is open. It decides on readiness: a gateway takes visits once it has read the log up to
 * the present, and until it has been cut off for so long that it may serve nothing from its cache.
 *
 * <p>Between the two it stays ready though it is not fresh. All gateways are cut off together when the brokers are away, and a
 * balancer that took them all out would end the redirects that go on meanwhile.
 */
final class LinksTailHealth implements HealthIndicator {
    private final Freshness freshness;

    LinksTailHealth(Freshness freshness) {
        this.freshness = freshness;
    }

    @Override
    public Health health() {
        boolean ready = freshness.isStarted() && freshness.isBearable();
        return (ready ? Health.up() : Health.outOfService())
                .withDetail("fresh", freshness.isFresh())
                .withDetail("ageMillis", freshness.age().toMillis())
                .build();
    }
}
