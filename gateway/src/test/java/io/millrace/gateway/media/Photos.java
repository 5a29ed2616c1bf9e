package io.millrace.gateway.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small picture files. */
public final class Photos {
    private Photos() {}

    public static byte[] jpeg(int width, int height) {
        return written("jpeg", width, height);
    }

    public static byte[] png(int width, int height) {
        return written("png", width, height);
    }

    private static byte[] written(String format, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(width);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt());
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, format, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that it is a gigapixel. */
    static byte[] enormousPng() {
        byte[] png = png(4, 4);
        ByteBuffer.wrap(png).putInt(16, 40_000).putInt(20, 40_000);
        return png;
    }

    /** Says so behind a long segment, of which several buffers come. */
    static byte[] enormousJpeg() {
        byte[] jpeg = jpeg(4, 4);
        for (int i = 2; i < jpeg.length - 9; i++) {
            if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xc0) {
                ByteBuffer.wrap(jpeg).putShort(i + 5, (short) 40_000).putShort(i + 7, (short) 40_000);
            }
        }
        byte[] segment = new byte[65_535];
        ByteBuffer.wrap(segment).putInt(0xffe1_fffd);
        return joined(Arrays.copyOf(jpeg, 2), segment, segment, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
