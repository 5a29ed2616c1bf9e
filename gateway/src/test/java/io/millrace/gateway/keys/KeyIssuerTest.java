package io.millrace.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.web.Problem;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import io.millrace.storage.keys.KeyBlocks;
import io.millrace.storage.keys.KeyReservations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

class KeyIssuerTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final KeyFormat FORMAT =
            new KeyFormat(7, new KeySecret("a secret of sixteen or more".getBytes(StandardCharsets.US_ASCII)));
    private static final Cassandra CASSANDRA = connect();

    /** Leases as the database gives them, without the database. */
    private static final class Leases implements KeyLeases {
        final AtomicLongArray next = new AtomicLongArray(KeyBlocks.SHARDS);
        final Set<Long> reserved = ConcurrentHashMap.newKeySet();
        final AtomicInteger leased = new AtomicInteger();
        volatile boolean fails;

        @Override
        public Mono<Long> lease(int shard) {
            return Mono.defer(() -> {
                if (fails) {
                    return Mono.error(new IllegalStateException("away"));
                }
                leased.incrementAndGet();
                return Mono.just(next.getAndIncrement(shard));
            });
        }

        @Override
        public Mono<Set<Long>> reserved(long block) {
            return Mono.fromSupplier(() -> Set.copyOf(reserved));
        }
    }

    private static Cassandra connect() {
        return Cassandra.connect(
                CassandraSettings.of(SharedRuntime.engines().cassandra(), SharedRuntime.emptyKeyspace()));
    }

    @AfterAll
    static void close() {
        CASSANDRA.close();
    }

    @Test
    void eightIssuersThatAreKilledAgainAndAgainNeverIssueAKeyTwice() throws Exception {
        assertUnique(new Leases(), 8, 60_000, 5);
    }

    @Test
    void norDoTheyWhenTheLeasesAreInCassandra() throws Exception {
        KeyLeases leases = new CassandraLeases(7, new KeyBlocks(CASSANDRA), new KeyReservations(CASSANDRA));
        assertUnique(leases, 8, 2_500, 10);
    }

    /** Issuers on six shards, so that some contend; each is dropped with its blocks after a random number of keys. */
    private static void assertUnique(KeyLeases leases, int threads, int keysEach, int kills) throws Exception {
        Set<String> issued = ConcurrentHashMap.newKeySet();
        AtomicLong total = new AtomicLong();
        ExecutorService gateways = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                SplittableRandom random = new SplittableRandom(t);
                ends.add(gateways.submit(() -> {
                    KeyIssuer issuer = new KeyIssuer(FORMAT, leases, random.nextInt(6));
                    for (int i = 0; i < keysEach; i++) {
                        if (random.nextInt(keysEach) < kills) {
                            issuer = new KeyIssuer(FORMAT, leases, random.nextInt(6));
                        }
                        // Who finds no block in time, because others keep leasing, is refused and asks again.
                        LinkKey key = issuer.issue()
                                .retryWhen(Retry.max(10).filter(Problem.class::isInstance))
                                .block(Duration.ofMinutes(1));
                        issued.add(key.value());
                        total.incrementAndGet();
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get(60, TimeUnit.SECONDS);
            }
        } finally {
            gateways.shutdownNow();
        }
        assertThat(issued).hasSize((int) total.get());
    }

    @Test
    void manyWhoShareAnIssuerShareItsLeases() throws Exception {
        Leases leases = new Leases();
        KeyIssuer issuer = new KeyIssuer(FORMAT, leases, 3);
        Set<String> issued = ConcurrentHashMap.newKeySet();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        List<Future<?>> ends = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            ends.add(callers.submit(() -> {
                for (int i = 0; i < 10_000; i++) {
                    issued.add(issuer.issue().block(LIMIT).value());
                }
            }));
        }
        for (Future<?> end : ends) {
            end.get(60, TimeUnit.SECONDS);
        }
        callers.shutdown();
        assertThat(issued).hasSize(80_000);
        assertThat(leases.leased.get()).isBetween(8, 10);
    }

    @Test
    void theNextBlockIsLeasedWhenThePresentOneIsHalfUsed() {
        Leases leases = new Leases();
        KeyIssuer issuer = new KeyIssuer(FORMAT, leases, 0);
        for (int i = 1; i < Blocks.SIZE / 2; i++) {
            issuer.issue().block(LIMIT);
        }
        assertThat(leases.leased).hasValue(1);
        issuer.issue().block(LIMIT);
        assertThat(leases.leased).hasValue(2);
        // So an outage is not noticed until the block after it is used up too.
        leases.fails = true;
        for (int i = Blocks.SIZE / 2; i < 2 * Blocks.SIZE; i++) {
            issuer.issue().block(LIMIT);
        }
        StepVerifier.create(issuer.issue()).expectError().verify(LIMIT);
        leases.fails = false;
        assertThat(issuer.issue().block(LIMIT)).isNotNull();
    }

    @Test
    void reservedCountersAreSkipped() {
        Leases leases = new Leases();
        for (long counter = 0; counter < 100; counter += 2) {
            leases.reserved.add(counter);
        }
        KeyIssuer issuer = new KeyIssuer(FORMAT, leases, 0);
        for (long expected = 1; expected < 100; expected += 2) {
            assertThat(FORMAT.decode(issuer.issue().block(LIMIT).value())).isEqualTo(expected);
        }
    }

    @Test
    void whoGetsNoBlockInTimeIsToldToComeAgain() {
        KeyLeases silent = new KeyLeases() {
            @Override
            public Mono<Long> lease(int shard) {
                return Mono.never();
            }

            @Override
            public Mono<Set<Long>> reserved(long block) {
                return Mono.never();
            }
        };
        StepVerifier.withVirtualTime(() -> new KeyIssuer(FORMAT, silent, 0).issue())
                .thenAwait(Duration.ofSeconds(2))
                .expectErrorSatisfies(
                        error -> assertThat(((Problem) error).headers()).containsKey("Retry-After"))
                .verify(LIMIT);
    }

    @Test
    void whenAllKeysAreIssuedThatIsSaid() {
        Leases leases = new Leases();
        leases.next.set(0, FORMAT.bound() / Blocks.SIZE);
        StepVerifier.create(new KeyIssuer(FORMAT, leases, 0).issue())
                .expectErrorSatisfies(
                        error -> assertThat(((Problem) error).detail()).contains("greater length"))
                .verify(LIMIT);
    }

    /** Whichever of both comes second sees the first, so a key never is both issued and an alias. */
    @Test
    void anAliasAndAnIssuerNeverGetTheSameKey() throws Exception {
        KeyBlocks blocks = new KeyBlocks(CASSANDRA);
        KeyReservations reservations = new KeyReservations(CASSANDRA);
        KeyFormat format = new KeyFormat(8, new KeySecret(new byte[16]));
        AliasKeys aliases = new AliasKeys(format, blocks, reservations);
        ExecutorService both = Executors.newFixedThreadPool(2);
        int won = 0;
        for (int round = 0; round < 20; round++) {
            long marks = blocks.marks(8).block(LIMIT)[5];
            // The first counter of the block that is leased next.
            LinkKey alias = format.encode(Blocks.first(Blocks.number(marks, 5)));
            Future<Boolean> reserved = both.submit(() -> aliases.reserve(alias).block(LIMIT));
            Future<LinkKey> issued =
                    both.submit(() -> new KeyIssuer(format, new CassandraLeases(8, blocks, reservations), 5)
                            .issue()
                            .block(LIMIT));
            boolean taken = reserved.get();
            assertThat(taken && issued.get().equals(alias)).isFalse();
            won += taken ? 1 : 0;
        }
        both.shutdown();
        assertThat(aliases.reserve(format.encode(Blocks.first(Blocks.number(0, 5))))
                        .block(LIMIT))
                .isFalse();
        assertThat(aliases.reserve(format.encode(Blocks.first(Blocks.number(1_000_000, 5))))
                        .block(LIMIT))
                .isTrue();
        assertThat(aliases.reserve(new LinkKey("not-a-key")).block(LIMIT)).isTrue();
        System.out.println("Aliases won " + won + " of 20 races against an issuer");
    }
}
