package io.millrace.ingest.media.pictures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;

/**
 * Opaque pictures of three bytes a pixel, seen in two ways. The codec of JPEG has red, green, blue: it copies whole rows of
 * pictures in that order, and takes as long as decoding itself to go through the pixels of others. Java2D has fast loops for
 * blue, green, red. So the bytes stay as the codec has them and are shown to Java2D as if they were in its order: to averages
 * and turns all colours are alike.
 */
final class Rgb {
    private static final int BYTES = 3;
    private static final int[] OF_CODEC = {0, 1, 2};
    private static final int[] OF_JAVA2D = {2, 1, 0};
    private static final ColorModel COLOURS = new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);

    private Rgb() {}

    /** For the codec to decode into. */
    static BufferedImage blank(int width, int height) {
        return image(new byte[BYTES * width * height], width, height, OF_CODEC);
    }

    /** The same bytes for the codec, with the colours that are meant. */
    static BufferedImage forCodec(BufferedImage image) {
        return image(bytes(image), image.getWidth(), image.getHeight(), OF_CODEC);
    }

    /** The same bytes for Java2D, which takes red for blue. */
    static BufferedImage forJava2d(BufferedImage image) {
        return image(bytes(image), image.getWidth(), image.getHeight(), OF_JAVA2D);
    }

    /** Any other picture, on white where it is not opaque, as the codec has them. */
    static BufferedImage of(BufferedImage any) {
        BufferedImage opaque = new BufferedImage(any.getWidth(), any.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = opaque.createGraphics();
        try {
            graphics.drawImage(any, 0, 0, Color.WHITE, null);
        } finally {
            graphics.dispose();
        }
        byte[] bytes = bytes(opaque);
        for (int i = 0; i < bytes.length; i += BYTES) {
            byte blue = bytes[i];
            bytes[i] = bytes[i + 2];
            bytes[i + 2] = blue;
        }
        return forCodec(opaque);
    }

    private static BufferedImage image(byte[] bytes, int width, int height, int[] order) {
        return new BufferedImage(
                COLOURS,
                Raster.createInterleavedRaster(
                        new DataBufferByte(bytes, bytes.length), width, height, BYTES * width, BYTES, order, null),
                false,
                null);
    }

    /** Of a picture that is no part of another. */
    private static byte[] bytes(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }
}
