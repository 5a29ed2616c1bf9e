package io.millrace.storage.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What every object store must do, whatever is behind it. */
abstract class BlobStoreContract {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int BLOCK = 64 * 1024;
    private static final int MIB = 1024 * 1024;

    private final AtomicLong keys = new AtomicLong();
    BlobStore store;

    abstract BlobStore open() throws Exception;

    /** Changes a byte of the stored object behind the store's back. */
    abstract void damage(BlobKey key, long position) throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    static Stream<Integer> sizes() {
        return Stream.of(0, 1, 1_000, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, MIB + 17, 12 * MIB + 3);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void whatWasStoredComesBackAsItWasWithItsSizeAndHash(int size) throws Exception {
        byte[] bytes = random(size);
        BlobRef ref = put(key(), bytes);
        assertThat(ref.size()).isEqualTo(size);
        assertThat(ref.sha256()).isEqualTo(sha256(bytes));
        assertThat(read(store.read(ref))).isEqualTo(bytes);
    }

    @Test
    void anyRangeIsThePartOfTheWhole() {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = random(5 * BLOCK + 333);
        BlobRef ref = put(key(), bytes);
        for (int i = 0; i < 40; i++) {
            int from = random.nextInt(bytes.length);
            int length = 1 + random.nextInt(Math.min(bytes.length - from, i % 2 == 0 ? 10 : bytes.length));
            assertThat(read(store.read(ref, new ByteRange(from, length))))
                    .as("seed %d: %d bytes from %d", seed, length, from)
                    .isEqualTo(java.util.Arrays.copyOfRange(bytes, from, from + length));
        }
    }

    @Test
    void aRangeBeyondTheEndIsRefused() {
        BlobRef ref = put(key(), random(100));
        assertThatThrownBy(() -> read(store.read(ref, new ByteRange(50, 51))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anObjectThatIsNotThereIsSaidToBeMissing() {
        BlobRef nowhere = new BlobRef(key(), 10, "0".repeat(64));
        StepVerifier.create(store.read(nowhere)).expectError(MissingBlob.class).verify(LIMIT);
        StepVerifier.create(store.read(nowhere, new ByteRange(0, 5)))
                .expectError(MissingBlob.class)
                .verify(LIMIT);
        StepVerifier.create(store.read(new BlobRef(key(), 0, sha256(new byte[0]))))
                .expectError(MissingBlob.class)
                .verify(LIMIT);
    }

    @Test
    void anUploadThatFailsLeavesNothingBehind() {
        BlobKey key = key();
        Flux<ByteBuffer> broken = content(random(3 * MIB)).concatWith(Mono.error(new IllegalStateException("gone")));
        StepVerifier.create(store.put(key, broken)).expectErrorMessage("gone").verify(LIMIT);
        assertThat(listed(key.value())).isEmpty();
    }

    @Test
    void anUploadThatIsCancelledLeavesNothingBehind() {
        BlobKey key = key();
        Flux<ByteBuffer> endless = content(random(MIB)).concatWith(Flux.never());
        StepVerifier.create(store.put(key, endless))
                .thenAwait(Duration.ofMillis(200))
                .thenCancel()
                .verify(LIMIT);
        assertThat(listed(key.value())).isEmpty();
    }

    @Test
    void storingTheSameAgainChangesNothing() {
        BlobKey key = key();
        byte[] bytes = random(BLOCK + 5);
        assertThat(put(key, bytes)).isEqualTo(put(key, bytes));
        assertThat(listed(key.value())).hasSize(1);
    }

    @Test
    void aDeletedObjectIsGoneAndDeletingItAgainIsNoError() {
        BlobRef ref = put(key(), random(1_000));
        store.delete(ref.key()).block(LIMIT);
        StepVerifier.create(store.read(ref)).expectError(MissingBlob.class).verify(LIMIT);
        store.delete(ref.key()).block(LIMIT);
        assertThat(listed(ref.key().value())).isEmpty();
    }

    @Test
    void aListingHasAllWithThePrefixAndNoOthers() {
        String prefix = "list-" + Long.toHexString(new SplittableRandom().nextLong()) + "/";
        List<BlobKey> wanted = IntStream.range(0, 25)
                .mapToObj(i -> new BlobKey(prefix + "Case-" + i))
                .toList();
        wanted.forEach(key -> put(key, random(10)));
        put(key(), random(10));
        assertThat(listed(prefix)).extracting(StoredBlob::key).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(listed(prefix)).allSatisfy(blob -> {
            assertThat(blob.size()).isEqualTo(10);
            assertThat(Duration.between(blob.storedAt(), java.time.Instant.now())
                            .abs())
                    .isLessThan(Duration.ofMinutes(5));
        });
    }

    @Test
    void keysThatDifferOnlyInCaseAreDifferentObjects() {
        String name = key().value();
        BlobRef lower = put(new BlobKey(name + "/a"), random(10));
        BlobRef upper = put(new BlobKey(name + "/A"), random(20));
        assertThat(read(store.read(lower))).hasSize(10);
        assertThat(read(store.read(upper))).hasSize(20);
    }

    @Test
    void damageIsAnErrorAndNeverAWholeRead() throws Exception {
        BlobRef ref = put(key(), random(4 * BLOCK));
        damage(ref.key(), 2L * BLOCK + 77);
        StepVerifier.create(store.read(ref).then())
                .expectError(DamagedBlob.class)
                .verify(LIMIT);
    }

    @Test
    void anObjectIsNotReadFasterThanItIsAskedFor() {
        byte[] bytes = random(8 * MIB);
        BlobRef ref = put(key(), bytes);
        AtomicLong seen = new AtomicLong();
        StepVerifier.create(store.read(ref).doOnNext(buffer -> seen.addAndGet(buffer.remaining())), 1)
                .expectNextCount(1)
                .then(() -> assertThat(seen.get()).isLessThan(2L * MIB))
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void manyUploadsAtOnceDoNotMix() {
        List<byte[]> contents =
                IntStream.range(0, 20).mapToObj(i -> random(300_000 + i)).toList();
        List<BlobRef> refs = Flux.fromIterable(contents)
                .flatMapSequential(bytes -> store.put(key(), content(bytes)), 20)
                .collectList()
                .block(LIMIT);
        for (int i = 0; i < contents.size(); i++) {
            assertThat(read(store.read(refs.get(i)))).isEqualTo(contents.get(i));
        }
    }

    BlobKey key() {
        return new BlobKey("contract/" + Long.toHexString(System.nanoTime()) + "-" + keys.incrementAndGet());
    }

    BlobRef put(BlobKey key, byte[] bytes) {
        return store.put(key, content(bytes)).block(LIMIT);
    }

    List<StoredBlob> listed(String prefix) {
        return store.list(prefix).collectList().block(LIMIT);
    }

    /** The bytes in buffers of uneven sizes. */
    static Flux<ByteBuffer> content(byte[] bytes) {
        return Flux.generate(() -> 0, (at, sink) -> {
            if (at == bytes.length) {
                sink.complete();
                return at;
            }
            int length = Math.min(bytes.length - at, 7_000 + at % 9_000);
            sink.next(ByteBuffer.wrap(bytes, at, length).slice());
            return at + length;
        });
    }

    static byte[] read(Flux<ByteBuffer> bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        bytes.doOnNext(buffer -> {
                    byte[] some = new byte[buffer.remaining()];
                    buffer.get(some);
                    all.writeBytes(some);
                })
                .blockLast(LIMIT);
        return all.toByteArray();
    }

    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
