package io.millrace.ingest.media.pictures;

import static io.millrace.ingest.media.pictures.Samples.ascii;
import static io.millrace.ingest.media.pictures.Samples.chunk;
import static io.millrace.ingest.media.pictures.Samples.inserted;
import static io.millrace.ingest.media.pictures.Samples.joined;
import static io.millrace.ingest.media.pictures.Samples.segment;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Files as an attacker, a bad disk or an odd program would send them: one after the other from a seed. */
final class HostilePictures {
    private final Random random;
    /** The larger ones are made once. */
    private final byte[] bomb = Samples.bomb(8 << 20);

    HostilePictures(long seed) {
        this.random = new Random(seed);
    }

    /**
     * A file.
     *
     * @param what it is, for the message of a test
     * @param sound whether it must be rendered; else it may be refused as well
     */
    record File(String what, byte[] bytes, boolean sound) {}

    File next() {
        return switch (random.nextInt(19)) {
            case 0 -> new File("nothing", new byte[0], false);
            case 1 -> truncated();
            case 2 -> noise();
            case 3 -> flipped();
            case 4 ->
                new File("a text with the name of a picture", ascii("<script>alert(1)</script>".repeat(9)), false);
            case 5 -> new File("CMYK", Samples.cmykJpeg(size(), size()), true);
            case 6 ->
                new File(
                        "16 bits",
                        random.nextBoolean() ? Samples.png16(size(), size()) : Samples.greyPng16(size(), size()),
                        true);
            case 7 -> new File("an animation", Samples.animatedGif(size(), size(), 1 + random.nextInt(20)), true);
            case 8 -> new File("a place", Samples.tellingJpeg(size(), size(), 1 + random.nextInt(8)), true);
            case 9 -> new File("a progressive JPEG", Samples.jpeg(size(), size(), true), true);
            case 10 -> new File("an animated WebP with a place", Samples.animatedWebp(), true);
            case 11 -> enormous();
            case 12 -> unpacking();
            case 13 -> polyglot();
            case 14 -> new File("an endless EXIF", endlessExif(), true);
            case 15 -> webp();
            case 16 -> new File("many scans", scans(3_000), false);
            case 17 -> new File("two headers", twoFrames(), false);
            default -> new File("nested frames", nestedFrames(), false);
        };
    }

    private int size() {
        return 1 + random.nextInt(200);
    }

    private byte[] sound() {
        return switch (random.nextInt(8)) {
            case 0 -> Samples.jpeg(size(), size());
            case 1 -> Samples.png(size(), size());
            case 2 -> Samples.palettePng(size(), size());
            case 3 -> Samples.gif(size(), size());
            case 4 -> Samples.webp("lossy");
            case 5 -> Samples.webp("lossless");
            case 6 -> Samples.webp("lossy-alpha");
            default -> Samples.tellingJpeg(size(), size(), 1 + random.nextInt(8));
        };
    }

    private File truncated() {
        byte[] whole = sound();
        return new File("a part", Arrays.copyOf(whole, random.nextInt(whole.length)), false);
    }

    private File noise() {
        byte[] noise = new byte[random.nextInt(5_000)];
        random.nextBytes(noise);
        byte[] head = Arrays.copyOf(sound(), 12);
        return new File("noise behind a head", joined(head, noise), false);
    }

    private File flipped() {
        byte[] bytes = sound();
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return new File("flipped bits", bytes, false);
    }

    private File webp() {
        String name = new String[] {"lossy", "lossless", "lossy-alpha"}[random.nextInt(3)];
        return new File("a WebP, " + name, Samples.webp(name), true);
    }

    /** A few bytes that say they are a gigapixel. */
    private File enormous() {
        int side = 20_000 + random.nextInt(45_000);
        return switch (random.nextInt(3)) {
            case 0 -> {
                byte[] png = Samples.png(4, 4);
                ByteBuffer.wrap(png).putInt(16, side).putInt(20, side);
                yield new File("an enormous PNG", png, false);
            }
            case 1 -> {
                byte[] gif = Samples.gif(4, 4);
                int image = gif.length - indexOfImage(gif);
                ByteBuffer.wrap(gif).putInt(gif.length - image + 5, -1);
                yield new File("an enormous GIF", gif, false);
            }
            default -> {
                byte[] jpeg = Samples.jpeg(8, 8);
                for (int i = 2; i < jpeg.length - 9; i++) {
                    if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xc0) {
                        ByteBuffer.wrap(jpeg).putShort(i + 5, (short) side).putShort(i + 7, (short) side);
                    }
                }
                yield new File("an enormous JPEG", jpeg, false);
            }
        };
    }

    private static int indexOfImage(byte[] gif) {
        int at = 13 + (3 << ((gif[10] & 7) + 1));
        while (gif[at] != ',') {
            at++;
        }
        return at;
    }

    /** Texts and profiles that are a thousand times as long once they are unpacked. */
    private File unpacking() {
        byte[] png = Samples.palettePng(16, 16);
        byte[] text = chunk("zTXt", joined(ascii("a\0\0"), bomb));
        byte[] profile = chunk("iCCP", joined(ascii("a\0\0"), bomb));
        byte[] pixels = chunk("IDAT", bomb);
        return random.nextBoolean()
                ? new File("a packed text", inserted(inserted(png, 33, text), 33, profile), true)
                : new File("packed pixels", inserted(png, png.length - 12, pixels), false);
    }

    /** A picture that is something else as well. */
    private File polyglot() {
        byte[] page = ascii("<html><script>alert(document.domain)</script></html>");
        return random.nextBoolean()
                ? new File("a picture and a page", joined(Samples.jpeg(size(), size()), page), true)
                : new File(
                        "a page in a picture",
                        inserted(Samples.jpeg(size(), size()), 2, segment(0xfe, joined(page, ascii("*/=1;")))),
                        true);
    }

    private byte[] endlessExif() {
        byte[] exif = Samples.exif(1);
        // As many entries as the number takes, and a directory that is its own next one.
        ByteBuffer.wrap(exif).putShort(8, (short) -1);
        return inserted(Samples.jpeg(20, 20), 2, segment(0xe1, joined(ascii("Exif\0\0"), exif)));
    }

    /** A progressive JPEG whose last scan comes again and again. */
    private static byte[] scans(int times) {
        byte[] jpeg = Samples.jpeg(64, 64, true);
        int last = jpeg.length;
        for (int i = 2; i < jpeg.length - 1; i++) {
            if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xda) {
                last = i;
            }
        }
        byte[] scan = Arrays.copyOfRange(jpeg, last, jpeg.length - 2);
        byte[][] parts = new byte[times + 2][];
        Arrays.fill(parts, scan);
        parts[0] = Arrays.copyOf(jpeg, last);
        parts[times + 1] = new byte[] {(byte) 0xff, (byte) 0xd9};
        return joined(parts);
    }

    private static byte[] twoFrames() {
        byte[] jpeg = Samples.jpeg(8, 8);
        return inserted(jpeg, 2, segment(0xc0, new byte[] {8, -1, -1, -1, -1, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1}));
    }

    private static byte[] nestedFrames() {
        byte[] body = ascii("WEBP");
        byte[] frame = joined(ascii("ANMF"), new byte[] {-1, -1, 0, 0}, new byte[16]);
        byte[][] frames = new byte[5_000][];
        Arrays.fill(frames, frame);
        return joined(ascii("RIFF"), new byte[] {-1, -1, 0, 0}, body, joined(frames));
    }
}
