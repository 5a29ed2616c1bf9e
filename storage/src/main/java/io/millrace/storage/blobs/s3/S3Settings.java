package io.millrace.storage.blobs.s3;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the object store is.
 *
 * @param endpoint the server's address; null for Amazon's own of the region
 * @param region the region that requests are signed for; most other servers take any
 * @param bucket the bucket of all objects, made if it is not there
 * @param accessKey the access key; null takes the credentials of the environment, as Amazon's tools do
 * @param secretKey its secret; never shown
 */
public record S3Settings(
        @Nullable URI endpoint,
        String region,
        String bucket,
        @Nullable String accessKey,
        @Nullable String secretKey) {
    public S3Settings {
        if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw new IllegalArgumentException(
                    "A bucket has a name of 3 to 63 lower-case letters, digits, dots and dashes: " + bucket);
        }
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException("An access key and its secret are set both or not at all");
        }
    }

    /** The secret is left out. */
    @Override
    public String toString() {
        return "bucket " + bucket + (endpoint == null ? " in " + region : " at " + endpoint);
    }
}
