package io.millrace.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class EventLogTest {
    private static final LinkEvent EVENT = new LinkEvent.LinkCreated(link("abc"));

    @Test
    void withoutBrokersEveryAppendIsRefusedAtOnceAndSaysWhenToComeAgain() {
        EventLog log = Logs.unreachable();
        for (int i = 0; i < 100; i++) {
            StepVerifier.create(log.append(EVENT))
                    .expectErrorSatisfies(EventLogTest::assertUnavailable)
                    .verify(Duration.ofSeconds(i == 0 ? 5 : 1));
        }
        long start = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            StepVerifier.create(log.append(EVENT)).expectError().verify(Duration.ofSeconds(1));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void whatWasDecidedForAnEventIsTakenBackIfTheEventIsCertainlyNotInTheLog() {
        EventLog log = Logs.unreachable();
        AtomicInteger undone = new AtomicInteger();
        for (int i = 1; i <= 3; i++) {
            StepVerifier.create(log.append(EVENT, Mono.fromRunnable(undone::incrementAndGet)))
                    .expectErrorSatisfies(EventLogTest::assertUnavailable)
                    .verify(Duration.ofSeconds(5));
            assertThat(undone).hasValue(i);
        }
        StepVerifier.create(log.append(EVENT, Mono.error(new IllegalStateException("cannot be taken back"))))
                .expectErrorSatisfies(EventLogTest::assertUnavailable)
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void itIsNotTakenBackIfTheEventMayBeInTheLog() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        AtomicInteger undone = new AtomicInteger();
        EventLog log = log(producer, new Breaker(System::nanoTime));
        StepVerifier.create(log.append(EVENT, Mono.fromRunnable(undone::incrementAndGet)))
                .then(() -> producer.errorNext(new TimeoutException("no acknowledgement")))
                .expectErrorSatisfies(EventLogTest::assertUnavailable)
                .verify(Duration.ofSeconds(5));
        assertThat(undone).hasValue(0);
    }

    @Test
    void anAppendIsDoneWhenItIsAcknowledgedAndNotBefore() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        CompletableFuture<Void> done =
                log(producer, new Breaker(System::nanoTime)).append(EVENT).toFuture();
        assertThat(producer.history()).hasSize(1);
        assertThat(done).isNotDone();
        producer.completeNext();
        assertThat(done).isCompleted();
        assertThat(producer.history().get(0).key()).isEqualTo("abc".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void afterAFailureOneInASecondTriesUntilOneSucceeds() {
        AtomicLong now = new AtomicLong(5);
        Breaker breaker = new Breaker(now::get);
        assertThat(passes(breaker, 5)).isEqualTo(5);
        breaker.failed();
        assertThat(passes(breaker, 5)).isZero();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(passes(breaker, 5)).isEqualTo(1);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(passes(breaker, 5)).isEqualTo(1);
        breaker.succeeded();
        assertThat(passes(breaker, 5)).isEqualTo(5);
    }

    @Test
    void theClockOfTheBreakerMayRunOverItsEnd() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
        Breaker breaker = new Breaker(now::get);
        breaker.failed();
        assertThat(breaker.tryPass()).isFalse();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(breaker.tryPass()).isTrue();
    }

    private static int passes(Breaker breaker, int tries) {
        int passed = 0;
        for (int i = 0; i < tries; i++) {
            passed += breaker.tryPass() ? 1 : 0;
        }
        return passed;
    }

    private static EventLog log(MockProducer<byte[], byte[]> producer, Breaker breaker) {
        ProducerFactory<byte[], byte[]> factory = () -> producer;
        return new EventLog(new KafkaTemplate<>(factory), "", "/test", Clock.systemUTC(), breaker);
    }

    private static void assertUnavailable(Throwable error) {
        assertThat(error).isInstanceOf(Problem.class);
        assertThat(((Problem) error).type()).isEqualTo(ProblemType.UNAVAILABLE);
        assertThat(((Problem) error).headers()).containsEntry("Retry-After", "2");
    }

    static Link link(String key) {
        return new Link(
                new LinkKey(key),
                OwnerId.DEFAULT,
                "https://example.com/" + key,
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2030-01-01T00:00:00Z"),
                null,
                null,
                Set.of(),
                Visibility.PUBLIC,
                List.of(),
                false,
                true,
                1);
    }
}
