package io.millrace.ingest.media.pictures;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Renders photos: what they are is told by their bytes, how large they are by their headers before anything is decoded, only
 * as many pixels are decoded as are needed, only for a certain time, and only in so much memory. Blocks; thread-safe.
 */
public final class Pictures {
    /** The longer side of the largest rendition, in pixels. */
    public static final int LARGE = 1080;

    public static final int SMALL = 640;
    public static final int SQUARE = 150;

    private static final int PLACEHOLDER = 8;
    private static final long KIB = 1024;
    /** The renditions themselves, and what making them smaller takes on the way, in KiB. */
    private static final int WORKING_KIB = 24 * 1024;
    /** Decoding some more pixels than are shown, and averaging, keeps edges smooth. */
    private static final int DECODED_SIDE = LARGE * 3 / 2;

    private final Duration limit;
    private final Semaphore memory;
    private final int memoryKib;

    /**
     * @param limit how long decoding one may take
     * @param memory how much may be taken at the same time, in bytes
     */
    public Pictures(Duration limit, long memory) {
        this.limit = limit;
        this.memoryKib = (int) Math.min(Integer.MAX_VALUE, memory / KIB);
        this.memory = new Semaphore(memoryKib, true);
    }

    /**
     * A photo as it is shown.
     *
     * @param width of the original as it is to be seen, in pixels
     * @param height likewise
     * @param blur a placeholder as a {@code data:} address
     * @param shown its renditions
     */
    public record Rendered(int width, int height, String blur, List<Shown> shown) {
        public Rendered {
            shown = List.copyOf(shown);
        }
    }

    /**
     * One rendition.
     *
     * @param name the last part of its address
     * @param jpeg the whole file; nobody changes it
     */
    public record Shown(String name, int width, int height, byte[] jpeg) {}

    /**
     * Renders a photo, after waiting for the memory that it takes.
     *
     * @param file the whole of it
     * @throws BrokenPicture if it cannot be shown, with the reason
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    public Rendered render(byte[] file) throws BrokenPicture, InterruptedException {
        Picture picture = read(file);
        int step = picture.step(DECODED_SIDE);
        int taken = (int) Math.min(Integer.MAX_VALUE, (picture.memory(step) + 2L * file.length) / KIB + WORKING_KIB);
        if (taken > memoryKib) {
            throw new BrokenPicture("Decoding the picture takes " + taken / KIB + " MB of memory, and "
                    + memoryKib / KIB + " are given to it; save it smaller, or not progressive");
        }
        memory.acquire(taken);
        try {
            return render(picture, step);
        } catch (OutOfMemoryError e) {
            // What the decoder wanted at once, beyond what its header let expect; it has been let go of.
            throw new BrokenPicture("Decoding the picture takes too much memory", e);
        } finally {
            memory.release(taken);
        }
    }

    private Rendered render(Picture picture, int step) throws BrokenPicture {
        BufferedImage decoded = Rgb.forJava2d(Decoder.decode(picture, step, System.nanoTime() + limit.toNanos()));
        BufferedImage large = Orientation.applied(Sizes.within(decoded, LARGE), picture.orientation());
        BufferedImage small = Sizes.within(large, SMALL);
        boolean turned = Orientation.swapsSides(picture.orientation());
        return new Rendered(
                turned ? picture.height() : picture.width(),
                turned ? picture.width() : picture.height(),
                Encoder.placeholder(Rgb.forCodec(Sizes.within(small, PLACEHOLDER))),
                Stream.of(
                                shown(String.valueOf(LARGE), large),
                                shown(String.valueOf(SMALL), small),
                                shown("square", Sizes.square(small, SQUARE)))
                        .toList());
    }

    private static Shown shown(String name, BufferedImage image) {
        return new Shown(name, image.getWidth(), image.getHeight(), Encoder.jpeg(Rgb.forCodec(image)));
    }

    /** What the file says of its picture, by its first bytes. */
    static Picture read(byte[] bytes) throws BrokenPicture {
        Bytes file = new Bytes(bytes);
        if (file.has(0, "\u00ff\u00d8\u00ff")) {
            return JpegFile.read(file);
        }
        if (file.has(0, "\u0089PNG\r\n\u001a\n")) {
            return PngFile.read(file);
        }
        if (file.has(0, "GIF87a") || file.has(0, "GIF89a")) {
            return GifFile.read(file);
        }
        if (file.has(0, "RIFF") && file.has(8, "WEBP")) {
            return WebpFile.read(file);
        }
        throw new BrokenPicture("The file is none of JPEG, PNG, WebP and GIF");
    }
}
