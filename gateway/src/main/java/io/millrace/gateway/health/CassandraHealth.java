package io.millrace.gateway.health;

import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.links.LinkReads;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/**
 * Whether Cassandra answers a read. It is told and does not decide on readiness: warm links are redirected without Cassandra, on
 * every gateway.
 */
final class CassandraHealth implements ReactiveHealthIndicator {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** A reserved name, so that no link has it. */
    private static final LinkKey NOBODYS = new LinkKey("health");

    private final LinkReads links;

    CassandraHealth(LinkReads links) {
        this.links = links;
    }

    @Override
    public Mono<Health> health() {
        return links.find(NOBODYS)
                .timeout(PATIENCE)
                .then(Mono.fromSupplier(() -> Health.up().build()))
                .onErrorResume(error -> Mono.just(Health.down()
                        .withDetail("error", String.valueOf(error.getMessage()))
                        .build()));
    }
}
