package io.millrace.storage.blobs;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where bytes are kept.
 *
 * @param store what kind of object store
 * @param directory of the store on this machine; ignored for S3
 * @param endpoint the S3 server's address; left out for Amazon's own
 * @param region the region that S3 requests are signed for
 * @param bucket the bucket of all objects
 * @param accessKey the S3 access key; left out to take the environment's credentials
 * @param secretKey its secret
 */
@ConfigurationProperties("millrace.blobs")
public record BlobSettings(
        @DefaultValue("directory") Kind store,
        @DefaultValue("./.millrace/blobs") Path directory,
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("millrace") String bucket,
        @Nullable String accessKey,
        @Nullable String secretKey) {

    /** What kind of object store. */
    public enum Kind {
        /** A directory of this machine, which all its processes share. */
        DIRECTORY,
        /** Any S3-compatible server. */
        S3
    }

    /** The secret is left out. */
    @Override
    public String toString() {
        return store == Kind.DIRECTORY ? "objects in " + directory : "objects in bucket " + bucket;
    }
}
