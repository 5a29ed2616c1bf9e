package io.millrace.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.infra.S3Server;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.blobs.StoredBlob;
import io.millrace.storage.blobs.directory.DirectoryBlobStore;
import io.millrace.storage.blobs.s3.S3BlobStore;
import io.millrace.storage.blobs.s3.S3Settings;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/**
 * An acknowledged paste is kept as it was sent, and any other is there whole or not at all, whatever is killed while texts are
 * uploaded; and the sweep for objects without an owner finds what such uploads leave behind and nothing else.
 */
@Tag("faults")
class WholePastesTest {
    private static final int PASTES = Integer.getInteger("millrace.faults.pastes", 1_000);
    private static final int CLIENTS = 6;
    private static final long SEED = Long.getLong("millrace.faults.seed", System.nanoTime());
    private static final Duration SWEPT_WITHIN = Duration.ofMinutes(2);
    private static final BlobKey ABANDONED = new BlobKey("pastes/nobodys/1-0");

    @RegisterExtension
    static final OwnEngines RUNTIME = OwnEngines.withS3();

    @Test
    void whatIsAcknowledgedIsWholeThoughGatewayIngestAndObjectStoreAreKilled(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws Exception {
        S3Server s3 = RUNTIME.s3();
        String[] bytes = {
            "millrace.blobs.store=s3",
            "millrace.blobs.endpoint=" + s3.endpoint(),
            "millrace.blobs.bucket=" + s3.bucket(),
            "millrace.blobs.access-key=" + s3.accessKey(),
            "millrace.blobs.secret-key=" + s3.secretKey()
        };
        try (Fleet fleet = new Fleet(RUNTIME.engines(), home)) {
            Gateway gateway = fleet.gateway("gateway", bytes);
            JavaProcess ingest = fleet.ingest(bytes);
            PasteLoad load = load(gateway);

            load.awaitShare(0.15);
            RUNTIME.killS3();
            load.awaitShare(0.3);
            gateway.kill();
            gateway.restart();
            load.awaitShare(0.45);
            ingest.kill();
            ingest.restart();
            load.awaitShare(0.6);
            RUNTIME.killS3();
            load.awaitShare(0.75);
            gateway.kill();
            gateway.restart();
            load.awaitShare(0.9);
            RUNTIME.killS3();
            load.join();

            try (BlobStore store = S3BlobStore.connect(
                    new S3Settings(s3.endpoint(), s3.region(), s3.bucket(), s3.accessKey(), s3.secretKey()))) {
                assertNothingIsLostOrLeft(fleet, gateway, ingest, load, store, bytes);
            }
        }
    }

    @Test
    void whatIsAcknowledgedIsWholeInADirectoryToo(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home)
            throws Exception {
        Path directory = home.resolve("blobs");
        String[] bytes = {"millrace.blobs.directory=" + directory};
        try (Fleet fleet = new Fleet(RUNTIME.engines(), home)) {
            Gateway gateway = fleet.gateway("gateway", bytes);
            JavaProcess ingest = fleet.ingest(bytes);
            PasteLoad load = load(gateway);

            for (double share : new double[] {0.2, 0.4, 0.8}) {
                load.awaitShare(share);
                gateway.kill();
                gateway.restart();
            }
            load.awaitShare(0.9);
            ingest.kill();
            ingest.restart();
            load.join();

            try (BlobStore store = new DirectoryBlobStore(directory, 2)) {
                assertNothingIsLostOrLeft(fleet, gateway, ingest, load, store, bytes);
            }
        }
    }

    private static PasteLoad load(Gateway gateway) {
        System.out.println("Replay with -Dmillrace.faults.seed=" + SEED);
        return new PasteLoad(gateway.address(), PASTES, CLIENTS, SEED);
    }

    private static void assertNothingIsLostOrLeft(
            Fleet fleet, Gateway gateway, JavaProcess ingest, PasteLoad load, BlobStore store, String[] bytes) {
        System.out.println(load);
        assertThat(load.unexpected()).as("answers by status").isEmpty();
        // A gateway that remembers nothing: what it gives out comes from the tables and the object store.
        gateway.kill();
        gateway.restart();
        StoredPastes pastes = new StoredPastes(gateway.client(), load);
        pastes.assertAcknowledgedAreWhole();
        StoredPastes.Found before = pastes.assertAllAreWhole();

        store.put(ABANDONED, Flux.just(ByteBuffer.wrap(new byte[] {'x'}))).block(SWEPT_WITHIN);
        int found = stored(store).size();
        ingest.kill();
        JavaProcess sweeping = fleet.ingestCalled(
                "sweeping-ingest",
                Stream.concat(
                                Stream.of(bytes),
                                Stream.of("millrace.expiry.orphan-interval=1s", "millrace.expiry.orphan-grace=1s"))
                        .toArray(String[]::new));
        await("the sweep").atMost(SWEPT_WITHIN).untilAsserted(() -> assertThat(stored(store))
                .extracting(blob -> blob.key().value().split("/")[1])
                .containsExactlyInAnyOrderElementsOf(before.longOnes()));
        await("a later sweep").atMost(SWEPT_WITHIN).until(() -> sweeping.output()
                .contains("Removed the object " + ABANDONED));
        System.out.println("Objects before the sweep " + found + ", of pastes "
                + before.longOnes().size() + "; pastes without an acknowledgement "
                + (before.all().size() - load.acknowledged().size()));

        assertThat(pastes.assertAllAreWhole())
                .as("the sweep has taken nothing else")
                .isEqualTo(before);
        assertThat(sweeping.output()).doesNotContain("its bytes are lost", "are held against the tables later");
    }

    private static List<StoredBlob> stored(BlobStore store) {
        return store.list("pastes/").collectList().block(SWEPT_WITHIN);
    }
}
