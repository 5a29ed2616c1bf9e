package io.millrace.storage.blobs;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.infra.S3Server;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.storage.blobs.s3.S3BlobStore;
import io.millrace.storage.blobs.s3.S3Settings;
import org.junit.jupiter.api.BeforeAll;

class S3BlobStoreTest extends BlobStoreContract {
    private static S3Server server;

    @BeforeAll
    static void findServer() {
        server = SharedRuntime.freshBucket();
    }

    @Override
    BlobStore open() {
        return S3BlobStore.connect(new S3Settings(
                server.endpoint(), server.region(), server.bucket(), server.accessKey(), server.secretKey()));
    }

    /** Stores other bytes under the same key: those who have the reference from before must notice. */
    @Override
    void damage(BlobKey key, long position) {
        long size = listed(key.value()).get(0).size();
        // A range is not held against the hash of the whole, so any will do.
        BlobRef unverified = new BlobRef(key, size, "0".repeat(64));
        byte[] bytes = read(store.read(unverified, new ByteRange(0, size)));
        bytes[(int) position] ^= 1;
        put(key, bytes);
    }
}
