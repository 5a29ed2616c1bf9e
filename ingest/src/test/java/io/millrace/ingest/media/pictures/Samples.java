package io.millrace.ingest.media.pictures;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Picture files for tests: sound ones of every kind, and what is needed to spoil them. */
public final class Samples {
    /** Somewhere in Greenwich, as a GPS directory says it. */
    private static final int GPS = 0x8825;

    private Samples() {}

    /** Four quarters: red, green, blue, and shades of grey. Turned or mirrored, they are elsewhere. */
    public static BufferedImage quarters(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height / 2);
        graphics.setColor(Color.GREEN);
        graphics.fillRect(width / 2, 0, width - width / 2, height / 2);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(0, height / 2, width / 2, height - height / 2);
        graphics.setPaint(new GradientPaint(width / 2f, height / 2f, Color.WHITE, width, height, Color.BLACK));
        graphics.fillRect(width / 2, height / 2, width - width / 2, height - height / 2);
        graphics.dispose();
        return image;
    }

    public static byte[] jpeg(int width, int height) {
        return jpeg(width, height, false);
    }

    public static byte[] jpeg(int width, int height, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(output);
            writer.write(null, new IIOImage(quarters(width, height, BufferedImage.TYPE_INT_RGB), null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Four inks, inverted and marked as Adobe does; what is to be seen is red, green, blue and white quarters. */
    public static byte[] cmykJpeg(int width, int height) {
        WritableRaster raster = Raster.createInterleavedRaster(
                DataBuffer.TYPE_BYTE, width, height, 4 * width, 4, new int[] {0, 1, 2, 3}, null);
        int[][] light = {{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}};
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setPixel(x, y, light[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)]);
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(raster, null, null), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        byte[] adobe = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return inserted(bytes.toByteArray(), 2, adobe);
    }

    public static byte[] png(int width, int height) {
        return written("png", quarters(width, height, BufferedImage.TYPE_INT_ARGB));
    }

    public static byte[] palettePng(int width, int height) {
        return written("png", quarters(width, height, BufferedImage.TYPE_BYTE_INDEXED));
    }

    public static byte[] greyPng16(int width, int height) {
        return written("png", quarters(width, height, BufferedImage.TYPE_USHORT_GRAY));
    }

    /** Three colours of 16 bits each. */
    public static byte[] png16(int width, int height) {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        BufferedImage image =
                new BufferedImage(model, model.createCompatibleWritableRaster(width, height), false, null);
        Graphics2D graphics = image.createGraphics();
        graphics.drawImage(quarters(width, height, BufferedImage.TYPE_INT_RGB), 0, 0, null);
        graphics.dispose();
        return written("png", image);
    }

    public static byte[] gif(int width, int height) {
        return written("gif", quarters(width, height, BufferedImage.TYPE_BYTE_INDEXED));
    }

    /** The same picture many times over, with a comment. */
    public static byte[] animatedGif(int width, int height, int frames) {
        byte[] one = gif(width, height);
        int start = 13 + (3 << ((one[10] & 7) + 1));
        byte[] body = Arrays.copyOfRange(one, start, one.length - 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(one, 0, start);
        bytes.writeBytes(new byte[] {'!', (byte) 0xfe, 6, 's', 'e', 'c', 'r', 'e', 't', 0});
        for (int i = 0; i < frames; i++) {
            bytes.writeBytes(body);
        }
        bytes.write(';');
        return bytes.toByteArray();
    }

    public static byte[] webp(String name) {
        try (var input = Samples.class.getResourceAsStream("/pictures/" + name + ".webp")) {
            return input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An animation of two pictures, with its place in EXIF behind it. */
    public static byte[] animatedWebp() {
        byte[] still = webp("lossy");
        byte[] pixels = Arrays.copyOfRange(still, indexOf(still, "VP8 "), still.length);
        byte[] canvas = {0x0a, 0, 0, 0, 0x3f, 1, 0, (byte) 0xef, 0, 0};
        byte[] exif = exif(1);
        byte[] body = joined(
                ascii("WEBP"),
                riff("VP8X", canvas),
                riff("ANIM", new byte[6]),
                riff("ANMF", joined(new byte[16], pixels)),
                riff("ANMF", joined(new byte[16], pixels)),
                riff("EXIF", exif));
        return riff("RIFF", body);
    }

    private static byte[] riff(String type, byte[] content) {
        byte[] length = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(content.length)
                .array();
        return joined(ascii(type), length, content, new byte[content.length % 2]);
    }

    /** A JPEG with a camera, a place, XMP and a comment in it. */
    public static byte[] tellingJpeg(int width, int height, int orientation) {
        byte[] xmp = ascii("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF"
                + " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about=''"
                + " xmlns:exif='http://ns.adobe.com/exif/1.0/' exif:GPSLatitude='51,28.6N'/></rdf:RDF></x:xmpmeta>");
        byte[] plain = jpeg(width, height);
        byte[] commented = inserted(plain, 2, segment(0xfe, ascii("at home")));
        byte[] withXmp = inserted(commented, 2, segment(0xe1, xmp));
        return inserted(withXmp, 2, segment(0xe1, joined(ascii("Exif\0\0"), exif(orientation))));
    }

    /** A TIFF structure: a maker, an orientation and a GPS directory with a latitude. */
    public static byte[] exif(int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(140);
        tiff.put(ascii("MM")).putShort((short) 42).putInt(8);
        tiff.putShort((short) 3);
        tiff.putShort((short) 0x010f).putShort((short) 2).putInt(4).put(ascii("Cam\0"));
        tiff.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        tiff.putShort((short) GPS).putShort((short) 4).putInt(1).putInt(50);
        tiff.putInt(0);
        tiff.putShort((short) 2);
        tiff.putShort((short) 1).putShort((short) 2).putInt(2).put(ascii("N\0\0\0"));
        tiff.putShort((short) 2).putShort((short) 5).putInt(3).putInt(80);
        tiff.putInt(0);
        tiff.putInt(51).putInt(1).putInt(28).putInt(1).putInt(40).putInt(1);
        return Arrays.copyOf(tiff.array(), tiff.position());
    }

    public static byte[] segment(int marker, byte[] content) {
        ByteBuffer segment = ByteBuffer.allocate(content.length + 4);
        segment.put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) (content.length + 2))
                .put(content);
        return segment.array();
    }

    /** A chunk of a PNG file. */
    public static byte[] chunk(String type, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(ascii(type));
        crc.update(content);
        return ByteBuffer.allocate(content.length + 12)
                .putInt(content.length)
                .put(ascii(type))
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    /** That many zeroes, deflated: a thousandth of their length. */
    public static byte[] bomb(int length) {
        Deflater deflater = new Deflater(9);
        deflater.setInput(new byte[length]);
        deflater.finish();
        byte[] out = new byte[length / 500 + 1_000];
        int deflated = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, deflated);
    }

    public static byte[] inserted(byte[] file, int at, byte[] what) {
        return joined(Arrays.copyOf(file, at), what, Arrays.copyOfRange(file, at, file.length));
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static byte[] written(String format, BufferedImage image) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("Cannot write " + format);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
