package io.millrace.ingest.media.pictures;

import io.millrace.contracts.posts.MediaKind;

/**
 * A picture as its file describes it, before a pixel is decoded.
 *
 * @param kind how it is encoded
 * @param width in pixels, as encoded
 * @param height likewise
 * @param orientation how it has to be turned, 1 to 8 as EXIF has it
 * @param scans how often the decoder goes over the whole of it
 * @param bytesPerPixel what a decoded pixel takes, in bytes
 * @param wholeBytesPerPixel what the decoder holds for each pixel of the whole picture beside that, however few of them are
 *     wanted
 * @param file a file with the pixels alone: whatever else there was, and whatever followed its end, is left out
 */
record Picture(
        MediaKind kind,
        int width,
        int height,
        int orientation,
        int scans,
        int bytesPerPixel,
        int wholeBytesPerPixel,
        byte[] file) {
    /** How many pixels a picture has at most. */
    static final long MAX_PIXELS = 100_000_000;

    /** How many pixels are gone over at most, all scans together. */
    private static final long MAX_WORK = 1_600_000_000;

    Picture {
        if (orientation < 1 || orientation > 8) {
            throw new IllegalArgumentException("An orientation is 1 to 8: " + orientation);
        }
    }

    long pixels() {
        return (long) width * height;
    }

    /** The same, if it may be decoded. */
    Picture checked() throws BrokenPicture {
        if (width < 1 || height < 1) {
            throw new BrokenPicture("The picture has no pixels");
        }
        if (pixels() > MAX_PIXELS) {
            throw new BrokenPicture(
                    "The picture has " + width + " × " + height + " pixels; at most 100 megapixels are taken");
        }
        if (pixels() * scans > MAX_WORK) {
            throw new BrokenPicture("The picture comes in " + scans + " scans, which are too many for its size");
        }
        return this;
    }

    /** Every how manyth pixel to decode so that the longer side has at least that many, or all it has. */
    int step(int side) {
        return Math.max(1, Math.max(width, height) / side);
    }

    /** What decoding every so manyth pixel takes of the memory, in bytes, beside the bytes of the file. */
    long memory(int step) {
        return (pixels() / ((long) step * step)) * bytesPerPixel + pixels() * wholeBytesPerPixel;
    }
}
