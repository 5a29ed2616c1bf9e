package io.millrace.storage.blobs;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.infra.local.LocalS3;
import io.millrace.infra.local.RuntimeListener;
import io.millrace.storage.blobs.s3.S3BlobStore;
import io.millrace.storage.blobs.s3.S3Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class S3BlobStoreTest extends BlobStoreContract {
    private static final String BUCKET = "contract";

    @TempDir
    static Path home;

    private static LocalS3 server;

    @BeforeAll
    static void startServer() throws InterruptedException {
        server = LocalS3.start(home, RuntimeListener.SILENT);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    BlobStore open() {
        return S3BlobStore.connect(
                new S3Settings(server.endpoint(), "us-east-1", BUCKET, server.accessKey(), server.secretKey()));
    }

    @Override
    void damage(BlobKey key, long position) throws IOException {
        Path file = home.resolve("s3/data").resolve(BUCKET).resolve(key.value());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), position);
        }
    }
}
