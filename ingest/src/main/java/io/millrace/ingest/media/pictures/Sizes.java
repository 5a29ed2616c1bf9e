package io.millrace.ingest.media.pictures;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Makes opaque pictures smaller, by averages of what falls together: never more than by half at a time. */
final class Sizes {
    private Sizes() {}

    /** The same picture with a longer side of at most that many pixels; never larger than it is. */
    static BufferedImage within(BufferedImage image, int side) {
        int longer = Math.max(image.getWidth(), image.getHeight());
        if (longer <= side) {
            return image;
        }
        double scale = (double) side / longer;
        return scaled(image, Math.max(1, (int) Math.round(image.getWidth() * scale)), Math.max(1, (int)
                Math.round(image.getHeight() * scale)));
    }

    /** The middle of the picture as a square of at most that many pixels a side. */
    static BufferedImage square(BufferedImage image, int side) {
        int shorter = Math.min(image.getWidth(), image.getHeight());
        BufferedImage middle = image.getSubimage(
                (image.getWidth() - shorter) / 2, (image.getHeight() - shorter) / 2, shorter, shorter);
        int wanted = Math.min(side, shorter);
        return scaled(middle, wanted, wanted);
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage current = image;
        while (current.getWidth() > 2 * width || current.getHeight() > 2 * height) {
            current = drawn(
                    current,
                    Math.max(width, (current.getWidth() + 1) / 2),
                    Math.max(height, (current.getHeight() + 1) / 2));
        }
        return drawn(current, width, height);
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, image.getType());
        Graphics2D graphics = scaled.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(image, 0, 0, width, height, null);
        } finally {
            graphics.dispose();
        }
        return scaled;
    }
}
