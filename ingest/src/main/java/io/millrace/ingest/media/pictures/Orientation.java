package io.millrace.ingest.media.pictures;

import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;

/** How a camera was held: the tag {@code Orientation} of EXIF (CIPA DC-008, section 4.6.4), nothing else of which is read. */
final class Orientation {
    static final int UPRIGHT = 1;

    private static final int TAG = 0x0112;
    private static final int MAX_ENTRIES = 512;

    private Orientation() {}

    /**
     * Reads it from the TIFF structure of an EXIF block.
     *
     * @param start where the structure begins
     * @return 1 to 8; 1 if there is none that can be understood
     */
    static int read(Bytes file, int start) {
        try {
            boolean little = file.has(start, "II");
            if (!little && !file.has(start, "MM")) {
                return UPRIGHT;
            }
            long directory = little ? file.u32le(start + 4) : file.u32(start + 4);
            int at = file.after(start, directory);
            int entries = Math.min(MAX_ENTRIES, little ? file.u16le(at) : file.u16(at));
            for (int i = 0; i < entries; i++) {
                int entry = at + 2 + 12 * i;
                if ((little ? file.u16le(entry) : file.u16(entry)) == TAG) {
                    int value = little ? file.u16le(entry + 8) : file.u16(entry + 8);
                    return value >= 1 && value <= 8 ? value : UPRIGHT;
                }
            }
            return UPRIGHT;
        } catch (BrokenPicture nothingToBeRead) {
            return UPRIGHT;
        }
    }

    /** Whether width and height change places. */
    static boolean swapsSides(int orientation) {
        return orientation >= 5;
    }

    /** The picture as it is to be seen. */
    static BufferedImage applied(BufferedImage image, int orientation) {
        if (orientation == UPRIGHT) {
            return image;
        }
        int width = image.getWidth();
        int height = image.getHeight();
        AffineTransform turn =
                switch (orientation) {
                    case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
                    case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
                    case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
                    case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
                    case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
                    case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
                    default -> new AffineTransform(0, -1, 1, 0, 0, width);
                };
        BufferedImage turned = swapsSides(orientation)
                ? new BufferedImage(height, width, image.getType())
                : new BufferedImage(width, height, image.getType());
        return new AffineTransformOp(turn, AffineTransformOp.TYPE_NEAREST_NEIGHBOR).filter(image, turned);
    }
}
