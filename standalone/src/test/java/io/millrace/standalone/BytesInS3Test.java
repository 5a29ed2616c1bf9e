package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.infra.local.LocalRuntime;
import io.millrace.infra.local.LocalSettings;
import io.millrace.infra.local.RuntimeListener;
import io.millrace.storage.BlobsConfiguration;
import io.millrace.storage.blobs.BlobStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Flux;

/** What {@code ./millrace up --s3} starts and tells its services. */
class BytesInS3Test {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void bytesGoToTheServerThatWasStartedAndComeBack(@TempDir Path home) throws InterruptedException {
        // The clusters exist already, so that only the S3 server is started.
        LocalSettings onlyS3 = new LocalSettings(home, 0, 0, "k:1", "c:2", "oslo", true, false);
        try (LocalRuntime runtime = LocalRuntime.start(onlyS3, RuntimeListener.SILENT);
                ConfigurableApplicationContext services = servicesWith(runtime)) {
            BlobStore store = services.getBean(BlobStore.class);
            ByteBuffer bytes = ByteBuffer.wrap("kept".getBytes(StandardCharsets.UTF_8));
            BlobRef ref = store.put(new BlobKey("pastes/one"), Flux.just(bytes.duplicate()))
                    .block(LIMIT);

            assertThat(home.resolve("s3/data/millrace/pastes/one")).hasContent("kept");
            assertThat(store.read(ref).blockFirst(LIMIT)).isEqualTo(bytes);
        }
    }

    private static ConfigurableApplicationContext servicesWith(LocalRuntime runtime) {
        return new SpringApplicationBuilder(BlobsConfiguration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(new LinkedHashMap<>(Services.settings(runtime.s3().orElseThrow())))
                .run();
    }
}
