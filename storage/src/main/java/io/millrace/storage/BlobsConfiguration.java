package io.millrace.storage;

import io.millrace.storage.blobs.BlobSettings;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.blobs.directory.DirectoryBlobStore;
import io.millrace.storage.blobs.s3.S3BlobStore;
import io.millrace.storage.blobs.s3.S3Settings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The object store that the settings name. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BlobSettings.class)
public class BlobsConfiguration {
    /** Files that are worked on at once: some wait for the disk while others use it. */
    private static final int DISK_THREADS = 8;

    @Bean
    BlobStore blobStore(BlobSettings settings) {
        return switch (settings.store()) {
            case DIRECTORY -> new DirectoryBlobStore(settings.directory(), DISK_THREADS);
            case S3 ->
                S3BlobStore.connect(new S3Settings(
                        settings.endpoint(),
                        settings.region(),
                        settings.bucket(),
                        settings.accessKey(),
                        settings.secretKey()));
        };
    }
}
