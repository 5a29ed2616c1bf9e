package io.millrace.ingest.media.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/**
 * JPEG pictures in the four colours of printers, which the platform decodes and does not convert. Without their profiles the
 * colours are those of an ideal printer: what it takes for the plain case that a picture of a product or a flyer is seen.
 */
final class Cmyk {
    /** What Adobe's mark says of the four components: as they are, or the first three as luminance and chrominance. */
    private static final int YCCK = 2;

    private Cmyk() {}

    /** Whether the reader has four components that it cannot make a picture of. */
    static boolean is(ImageReader reader) throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        return !types.hasNext();
    }

    /** The transform of Adobe's mark; -1 if there is none, and then the values are not inverted either. */
    static int transform(byte[] plain) throws BrokenPicture {
        Bytes file = new Bytes(plain);
        int at = 2;
        while (file.u8(at) == 0xff && file.u8(at + 1) != 0xda) {
            if (file.u8(at + 1) == 0xee) {
                return file.u8(at + 15);
            }
            at = file.after(at, 2L + file.u16(at + 2));
        }
        return -1;
    }

    static BufferedImage toRgb(Raster raster, int transform) throws BrokenPicture {
        if (raster.getNumBands() != 4) {
            throw new BrokenPicture("The picture has " + raster.getNumBands() + " colours in an order that is unknown");
        }
        int width = raster.getWidth();
        BufferedImage image = new BufferedImage(width, raster.getHeight(), BufferedImage.TYPE_INT_RGB);
        int[] row = new int[4 * width];
        int[] rgb = new int[width];
        boolean inverted = transform >= 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                rgb[x] = transform == YCCK
                        ? fromYcck(row[4 * x], row[4 * x + 1], row[4 * x + 2], row[4 * x + 3])
                        : fromCmyk(row[4 * x], row[4 * x + 1], row[4 * x + 2], row[4 * x + 3], inverted);
            }
            image.setRGB(0, y, width, 1, rgb, 0, width);
        }
        return image;
    }

    /** Adobe writes how much light is left, others how much ink there is. */
    private static int fromCmyk(int c, int m, int y, int k, boolean inverted) {
        return inverted
                ? packed(c * k / 255, m * k / 255, y * k / 255)
                : packed((255 - c) * (255 - k) / 255, (255 - m) * (255 - k) / 255, (255 - y) * (255 - k) / 255);
    }

    /** JFIF's transform gives back the inks, of which Adobe wrote what is left. */
    private static int fromYcck(int y, int cb, int cr, int k) {
        int red = clamp(y + 1.402 * (cr - 128));
        int green = clamp(y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128));
        int blue = clamp(y + 1.772 * (cb - 128));
        return packed(red * k / 255, green * k / 255, blue * k / 255);
    }

    private static int clamp(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }

    private static int packed(int red, int green, int blue) {
        return red << 16 | green << 8 | blue;
    }
}
