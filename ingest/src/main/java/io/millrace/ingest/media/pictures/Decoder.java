package io.millrace.ingest.media.pictures;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.millrace.contracts.posts.MediaKind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import org.jspecify.annotations.Nullable;

/** Makes pixels of a picture: every so manyth only, for a certain time only. */
final class Decoder {
    static {
        // Not the class path but this class says who reads hostile files; and none of them leaves files behind.
        ImageIO.setUseCache(false);
    }

    private static final WebPImageReaderSpi WEBP = new WebPImageReaderSpi();

    private Decoder() {}

    /**
     * Decodes a picture; it is opaque, and as {@link Rgb} has it for the codec.
     *
     * @param step every how manyth row and column to take
     * @param deadline when to give up, as {@link System#nanoTime()} tells it
     */
    static BufferedImage decode(Picture picture, int step, long deadline) throws BrokenPicture {
        TimedInput input = new TimedInput(picture.file(), deadline);
        try {
            ImageReader reader = reader(picture.kind());
            try {
                reader.setInput(input, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > picture.pixels()) {
                    throw new BrokenPicture("The picture is damaged: it is larger than it says");
                }
                reader.addIIOReadProgressListener(new AbortWhenLate(input));
                BufferedImage decoded = pixels(reader, picture, step);
                if (decoded == null || input.isLate()) {
                    throw new TimedInput.Late();
                }
                return decoded;
            } finally {
                reader.dispose();
            }
        } catch (TimedInput.Late late) {
            throw tooLong();
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            if (input.isLate()) {
                throw tooLong();
            }
            throw new BrokenPicture("The picture is damaged: its pixels cannot be read", damaged);
        }
    }

    private static BrokenPicture tooLong() {
        return new BrokenPicture("The picture takes too long to decode");
    }

    private static ImageReader reader(MediaKind kind) throws IOException {
        return switch (kind) {
            case JPEG -> ImageIO.getImageReadersByFormatName("jpeg").next();
            case PNG -> ImageIO.getImageReadersByFormatName("png").next();
            case GIF -> ImageIO.getImageReadersByFormatName("gif").next();
            case WEBP -> WEBP.createReaderInstance();
            case MP4, WEBM -> throw new IllegalArgumentException("No picture: " + kind);
        };
    }

    private static @Nullable BufferedImage pixels(ImageReader reader, Picture picture, int step)
            throws IOException, BrokenPicture {
        ImageReadParam every = reader.getDefaultReadParam();
        every.setSourceSubsampling(step, step, 0, 0);
        if (picture.kind() == MediaKind.JPEG && Cmyk.is(reader)) {
            return Rgb.of(Cmyk.toRgb(reader.readRaster(0, every), Cmyk.transform(picture.file())));
        }
        if (picture.kind() == MediaKind.JPEG && isColoured(reader)) {
            every.setDestination(Rgb.blank(every(step, reader.getWidth(0)), every(step, reader.getHeight(0))));
            return reader.read(0, every);
        }
        BufferedImage decoded = reader.read(0, every);
        return decoded == null ? null : Rgb.of(decoded);
    }

    private static boolean isColoured(ImageReader reader) throws IOException {
        return reader.getImageTypes(0).next().getNumBands() == 3;
    }

    private static int every(int step, int pixels) {
        return (pixels + step - 1) / step;
    }

    /** Readers that have read all they need still have to be told. */
    private record AbortWhenLate(TimedInput input) implements IIOReadProgressListener {
        private void check(ImageReader reader) {
            if (input.isLate()) {
                reader.abort();
            }
        }

        @Override
        public void imageProgress(ImageReader reader, float percentage) {
            check(reader);
        }

        @Override
        public void imageStarted(ImageReader reader, int image) {
            check(reader);
        }

        @Override
        public void imageComplete(ImageReader reader) {}

        @Override
        public void readAborted(ImageReader reader) {}

        @Override
        public void sequenceStarted(ImageReader reader, int image) {}

        @Override
        public void sequenceComplete(ImageReader reader) {}

        @Override
        public void thumbnailStarted(ImageReader reader, int image, int thumbnail) {}

        @Override
        public void thumbnailProgress(ImageReader reader, float percentage) {}

        @Override
        public void thumbnailComplete(ImageReader reader) {}
    }
}
