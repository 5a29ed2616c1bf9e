package io.millrace.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.storage.links.AliasClaims;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.VisitClaims;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

class OutageTest {
    private static final LinkKey KEY = new LinkKey("nobody-has-this");

    /** "There is no such link" and "nobody can say now" must never be taken for each other. */
    @Test
    void aDatabaseThatIsAwayIsNoMissingRowAndIsFoundAgainWhenItIsBack() throws Exception {
        CassandraSettings direct = TestDatabase.settings(TestDatabase.keyspace());
        try (Wire wire = new Wire(direct.addresses().get(0));
                Cassandra cassandra = Cassandra.connect(through(wire, direct))) {
            LinkReads reads = new LinkReads(cassandra);
            List<Mono<?>> requests = List.of(
                    reads.find(KEY),
                    new AliasClaims(cassandra).claim(new LinkKey("claimed-in-an-outage"), OwnerId.DEFAULT),
                    new VisitClaims(cassandra).take(new LinkKey("taken-in-an-outage"), 1));
            assertThat(reads.find(KEY).block(TestDatabase.LIMIT)).isNull();

            wire.cut();
            for (Mono<?> request : requests) {
                assertThatThrownBy(() -> request.block(TestDatabase.LIMIT)).isInstanceOf(StorageUnavailable.class);
            }

            wire.mend();
            assertThat(reads.find(KEY)
                            .retryWhen(Retry.fixedDelay(100, Duration.ofMillis(200))
                                    .filter(StorageUnavailable.class::isInstance))
                            .block(TestDatabase.LIMIT))
                    .isNull();
        }
    }

    @Test
    void aStatementThatTheDatabaseRefusesIsNoOutage() {
        Mono<Void> nonsense = TestDatabase.shared().write(SimpleStatement.newInstance("SELECT a FROM nothing"));
        assertThatThrownBy(() -> nonsense.block(TestDatabase.LIMIT)).isInstanceOf(InvalidQueryException.class);
    }

    private static CassandraSettings through(Wire wire, CassandraSettings direct) {
        return new CassandraSettings(
                List.of("127.0.0.1:" + wire.port()),
                SharedRuntime.engines().datacenter(),
                direct.keyspace(),
                direct.consistency(),
                null,
                null,
                false,
                direct.connectTimeout(),
                Duration.ofSeconds(3),
                direct.maxConcurrentRequests(),
                direct.maxQueuedRequests());
    }
}
