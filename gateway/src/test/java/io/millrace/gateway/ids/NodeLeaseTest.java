package io.millrace.gateway.ids;

import static io.millrace.gateway.links.Gateways.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.storage.ids.NodeLeases;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On a real database: who has which number. */
class NodeLeaseTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final NodeLeases leases = FIRST.bean(NodeLeases.class);
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void everyLeaseHasANumberOfItsOwn() {
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            numbers.add(taken().node().orElseThrow());
        }
        assertThat(numbers).hasSize(40);
    }

    @Test
    void aNumberIsNotUsedLongAfterItWasLastRenewed() {
        NodeLease lease = taken();
        int number = lease.node().orElseThrow();
        nanos.set(NodeLease.USABLE_NANOS);
        assertThat(lease.node()).hasValue(number);
        nanos.incrementAndGet();
        assertThat(lease.node()).isEmpty();
        lease.keep().block(SOON);
        assertThat(lease.node()).hasValue(number);
    }

    @Test
    void whoStopsHasNoNumberAndNobodyElseTakesItAtOnce() {
        NodeLease lease = taken();
        int number = lease.node().orElseThrow();
        lease.stop();
        assertThat(lease.node()).isEmpty();
        assertThat(leases.take(number, UUID.randomUUID()).block(SOON)).isFalse();
    }

    @Test
    void onlyWhoeverHoldsANumberRenewsIt() {
        int number = taken().node().orElseThrow();
        assertThat(leases.renew(number, UUID.randomUUID()).block(SOON)).isFalse();
    }

    @Test
    void aGatewayIsReadyToMakeIds() {
        assertThat(FIRST.bean(TimeOrderedIds.class).isReady()).isTrue();
    }

    private NodeLease taken() {
        NodeLease lease = new NodeLease(leases, nanos::get);
        lease.keep().block(SOON);
        return lease;
    }
}
