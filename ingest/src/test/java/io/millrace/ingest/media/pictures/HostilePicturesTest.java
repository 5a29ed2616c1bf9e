package io.millrace.ingest.media.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.file.FileTypeDirectory;
import com.drew.metadata.jfif.JfifDirectory;
import com.drew.metadata.jpeg.HuffmanTablesDirectory;
import com.drew.metadata.jpeg.JpegDirectory;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is sent, it is rendered or refused with a reason, soon, and what is rendered tells nothing but its pixels. */
class HostilePicturesTest {
    private static final Set<Class<? extends Directory>> HARMLESS =
            Set.of(JpegDirectory.class, JfifDirectory.class, HuffmanTablesDirectory.class, FileTypeDirectory.class);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** What a busy machine adds. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final Pictures pictures = new Pictures(LIMIT, 128L << 20);

    @Test
    void someHundredHostilePicturesAreRenderedOrRefused() {
        attack(Long.getLong("millrace.test.seed", System.nanoTime()), 400);
    }

    @Test
    @Tag("soak")
    void tenThousandHostilePicturesAreRenderedOrRefused() {
        attack(Long.getLong("millrace.test.seed", System.nanoTime()), 10_000);
    }

    private void attack(long seed, int count) {
        HostilePictures files = new HostilePictures(seed);
        int rendered = 0;
        for (int i = 0; i < count; i++) {
            HostilePictures.File file = files.next();
            String which = "file " + i + " (" + file.what() + ") of -Dmillrace.test.seed=" + seed;
            long begun = System.nanoTime();
            try {
                pictures.render(file.bytes()).shown().forEach(shown -> assertPlain(which, shown));
                rendered++;
            } catch (BrokenPicture refused) {
                assertThat(file.sound())
                        .as("%s is sound: %s", which, refused.reason())
                        .isFalse();
                assertThat(refused.reason()).as(which).isNotBlank();
            } catch (Exception | StackOverflowError crash) {
                fail(which, crash);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(which).isLessThan(LIMIT.plus(SLACK));
        }
        assertThat(rendered).as("seed %d", seed).isBetween(count / 4, count);
    }

    private static void assertPlain(String which, Pictures.Shown shown) {
        try {
            Metadata metadata = ImageMetadataReader.readMetadata(new ByteArrayInputStream(shown.jpeg()));
            assertThat(metadata.getDirectories()).as(which).allSatisfy(directory -> assertThat(HARMLESS)
                    .contains(directory.getClass()));
            JpegDirectory size = metadata.getFirstDirectoryOfType(JpegDirectory.class);
            assertThat(size.getImageWidth()).as(which).isEqualTo(shown.width());
            assertThat(size.getImageHeight()).as(which).isEqualTo(shown.height());
        } catch (Exception e) {
            fail(which, e);
        }
    }
}
