package io.millrace.bench;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * JPEG photos of one size that cost a decoder what real ones do: structure of all scales, coarse in all colours and fine, with
 * some grain. A few are drawn; each that is taken differs from all others by a comment, which no rendition has. Thread-safe.
 */
final class SamplePhotos {
    static final int WIDTH = 1600;
    static final int HEIGHT = 1200;

    private static final int DRAWN = 24;
    private static final int COARSEST = 512;
    private static final int FINEST = 8;
    private static final float FINER_OVER_COARSER = 0.3f;
    private static final double GRAIN = 2;
    private static final int HALVINGS = 8;
    private static final int SOI_LENGTH = 2;

    private final List<byte[]> drawn = new ArrayList<>();
    private final long run = System.nanoTime();
    private final AtomicLong taken = new AtomicLong();

    /** @param bytes of how many the files are, about: what the encoder may lose is chosen for it */
    SamplePhotos(int bytes, long seed) {
        Random random = new Random(seed);
        BufferedImage first = draw(random);
        float quality = quality(first, bytes);
        drawn.add(jpeg(first, quality));
        while (drawn.size() < DRAWN) {
            drawn.add(jpeg(draw(random), quality));
        }
    }

    /** A file that is like no other. */
    byte[] next() {
        long number = taken.getAndIncrement();
        byte[] file = drawn.get((int) (number % drawn.size()));
        byte[] comment = ByteBuffer.allocate(20)
                .putInt(0xfffe_0012)
                .putLong(run)
                .putLong(number)
                .array();
        return ByteBuffer.allocate(file.length + comment.length)
                .put(file, 0, SOI_LENGTH)
                .put(comment)
                .put(file, SOI_LENGTH, file.length - SOI_LENGTH)
                .array();
    }

    @Override
    public String toString() {
        IntSummaryStatistics sizes =
                drawn.stream().mapToInt(file -> file.length).summaryStatistics();
        return String.format("photos of %d × %d pixels, %d to %d bytes", WIDTH, HEIGHT, sizes.getMin(), sizes.getMax());
    }

    private static BufferedImage draw(Random random) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        for (int cell = COARSEST; cell >= FINEST; cell /= 2) {
            graphics.setComposite(AlphaComposite.SrcOver.derive(cell == COARSEST ? 1 : FINER_OVER_COARSER));
            graphics.drawImage(noise(random, WIDTH / cell + 1, HEIGHT / cell + 1), 0, 0, WIDTH, HEIGHT, null);
        }
        graphics.dispose();
        addGrain(image, random);
        return image;
    }

    private static BufferedImage noise(Random random, int width, int height) {
        BufferedImage noise = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            noise.setRGB(i % width, i / width, random.nextInt());
        }
        return noise;
    }

    private static void addGrain(BufferedImage image, Random random) {
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int grain = (int) Math.round(GRAIN * random.nextGaussian());
            int rgb = image.getRGB(i % WIDTH, i / WIDTH);
            image.setRGB(
                    i % WIDTH,
                    i / WIDTH,
                    grained(rgb >> 16, grain) << 16 | grained(rgb >> 8, grain) << 8 | grained(rgb, grain));
        }
    }

    private static int grained(int colour, int grain) {
        return Math.max(0, Math.min(255, (colour & 0xff) + grain));
    }

    /** The highest that does not make the file longer. */
    private static float quality(BufferedImage image, int bytes) {
        float low = 0;
        float high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            float middle = (low + high) / 2;
            if (jpeg(image, middle).length <= bytes) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static byte[] jpeg(BufferedImage image, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new BenchException("No photo can be written", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
