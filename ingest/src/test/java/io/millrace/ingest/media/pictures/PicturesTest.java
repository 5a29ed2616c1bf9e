package io.millrace.ingest.media.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.ingest.media.pictures.Pictures.Rendered;
import io.millrace.ingest.media.pictures.Pictures.Shown;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    private static final int RED = 0xff0000;
    private static final int GREEN = 0x00ff00;
    private static final int BLUE = 0x0000ff;

    private final Pictures pictures = new Pictures(Duration.ofSeconds(20), 256L << 20);

    static Stream<byte[]> sound() {
        return Stream.of(
                Samples.jpeg(320, 240),
                Samples.jpeg(320, 240, true),
                Samples.cmykJpeg(320, 240),
                Samples.png(320, 240),
                Samples.palettePng(320, 240),
                Samples.png16(320, 240),
                Samples.gif(320, 240),
                Samples.animatedGif(320, 240, 3),
                Samples.webp("lossy"),
                Samples.webp("lossless"),
                Samples.webp("lossy-alpha"),
                Samples.animatedWebp());
    }

    @ParameterizedTest
    @MethodSource("sound")
    void everyKindIsSeenAsItIs(byte[] file) throws Exception {
        Rendered rendered = pictures.render(file);
        assertThat(rendered.width()).isEqualTo(320);
        assertThat(rendered.height()).isEqualTo(240);
        BufferedImage large = image(rendered.shown().get(0));
        assertThat(large.getWidth()).isEqualTo(320);
        assertSimilar(large.getRGB(60, 60), RED, 0xcc0000);
        assertSimilar(large.getRGB(260, 60), GREEN, 0x00aa00);
        assertSimilar(large.getRGB(60, 180), BLUE, 0x0000cc);
    }

    @Test
    void aLargePhotoIsMadeSmallerAndTheSquareIsItsMiddle() throws Exception {
        Rendered rendered = pictures.render(Samples.jpeg(4_000, 3_000));
        assertThat(rendered.shown())
                .extracting(Shown::name, Shown::width, Shown::height)
                .containsExactly(tuple("1080", 1_080, 810), tuple("640", 640, 480), tuple("square", 150, 150));
        BufferedImage square = image(rendered.shown().get(2));
        assertSimilar(square.getRGB(20, 20), RED);
        assertSimilar(square.getRGB(130, 20), GREEN);
    }

    @Test
    void aSmallPhotoIsNotMadeLarger() throws Exception {
        assertThat(pictures.render(Samples.png(30, 20)).shown())
                .extracting(Shown::width, Shown::height)
                .containsExactly(tuple(30, 20), tuple(30, 20), tuple(20, 20));
    }

    /** What is stored at the top left is red: where it has to be seen for each way in which the camera was held. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aPhotoIsTurnedAsTheCameraWasHeld(int orientation) throws Exception {
        Rendered rendered = pictures.render(Samples.tellingJpeg(320, 240, orientation));
        boolean upright = orientation < 5;
        assertThat(rendered.width()).isEqualTo(upright ? 320 : 240);
        assertThat(rendered.height()).isEqualTo(upright ? 240 : 320);
        BufferedImage seen = image(rendered.shown().get(0));
        int left = seen.getWidth() / 5;
        int right = seen.getWidth() - left;
        int top = seen.getHeight() / 5;
        int bottom = seen.getHeight() - top;
        int[] red =
                switch (orientation) {
                    case 1, 5 -> new int[] {left, top};
                    case 2, 6 -> new int[] {right, top};
                    case 3, 7 -> new int[] {right, bottom};
                    default -> new int[] {left, bottom};
                };
        assertSimilar(seen.getRGB(red[0], red[1]), RED);
    }

    @Test
    void whatIsTransparentIsWhite() throws Exception {
        BufferedImage seen =
                image(pictures.render(Samples.webp("lossy-alpha")).shown().get(0));
        assertSimilar(seen.getRGB(260, 200), 0xffffff);
    }

    @Test
    void thePlaceholderIsAFewHundredCharacters() throws Exception {
        String blur = pictures.render(Samples.jpeg(640, 480)).blur();
        assertThat(blur).startsWith("data:image/png;base64,").hasSizeLessThan(600);
    }

    @Test
    void theSameBytesAreRenderedToTheSameBytes() throws Exception {
        byte[] file = Samples.tellingJpeg(700, 500, 6);
        assertThat(pictures.render(file).shown().stream().map(Shown::jpeg).map(Arrays::hashCode))
                .isEqualTo(pictures.render(file).shown().stream()
                        .map(Shown::jpeg)
                        .map(Arrays::hashCode)
                        .toList());
    }

    @Test
    void whatTakesTooLongIsGivenUpWithAReason() {
        Pictures hasty = new Pictures(Duration.ofNanos(1), 256L << 20);
        assertThatThrownBy(() -> hasty.render(Samples.jpeg(640, 480)))
                .isInstanceOf(BrokenPicture.class)
                .hasMessageContaining("takes too long");
    }

    @Test
    void whatTakesTooMuchMemoryIsRefusedBeforeItIsDecoded() {
        byte[] progressive = Samples.jpeg(8, 8, true);
        for (int i = 2; i < progressive.length - 9; i++) {
            if (progressive[i] == (byte) 0xff && progressive[i + 1] == (byte) 0xc2) {
                ByteBuffer.wrap(progressive).putShort(i + 5, (short) 9_000).putShort(i + 7, (short) 9_000);
            }
        }
        assertThatThrownBy(() -> pictures.render(progressive))
                .isInstanceOf(BrokenPicture.class)
                .hasMessageContaining("MB of memory");
    }

    private static BufferedImage image(Shown shown) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(shown.jpeg()));
    }

    /** JPEG is not exact. */
    private static void assertSimilar(int seen, Integer... wanted) {
        assertThat(wanted).as("#%06x", seen & 0xffffff).anyMatch(colour -> isSimilar(seen, colour));
    }

    private static boolean isSimilar(int one, int other) {
        for (int shift = 0; shift <= 16; shift += 8) {
            if (Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)) > 30) {
                return false;
            }
        }
        return true;
    }
}
