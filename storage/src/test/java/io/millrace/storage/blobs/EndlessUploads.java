package io.millrace.storage.blobs;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.storage.blobs.directory.DirectoryBlobStore;
import java.nio.file.Path;
import java.time.Duration;
import reactor.core.publisher.Flux;

/** Uploads objects until it is killed, some at a time, and prints each that was acknowledged. The content follows from the key. */
final class EndlessUploads {
    static final String PREFIX = "endless/";

    private EndlessUploads() {}

    public static void main(String[] args) {
        BlobStore store = new DirectoryBlobStore(Path.of(args[0]), 4);
        Flux.range(0, Integer.MAX_VALUE)
                .flatMap(n -> store.put(new BlobKey(PREFIX + n), BlobStoreContract.content(contentOf(n))), 8)
                .doOnNext(ref -> System.out.println(ref.sha256() + " " + ref.key()))
                .blockLast(Duration.ofMinutes(1));
    }

    private static byte[] contentOf(int n) {
        return BlobStoreContract.random(100_000 + n % 1_000 * 100);
    }

    static String sha256Of(BlobKey key) {
        return BlobStoreContract.sha256(contentOf(Integer.parseInt(key.value().substring(PREFIX.length()))));
    }
}
