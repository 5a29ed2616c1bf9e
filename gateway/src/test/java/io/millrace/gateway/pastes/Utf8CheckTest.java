package io.millrace.gateway.pastes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The check of texts, held against the JDK's decoder, which knows the same rules. */
class Utf8CheckTest {
    private static final int CASES = 200_000;

    @Test
    void itAgreesWithTheJdkHoweverTheBytesAreCut() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("-Dseed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int good = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = sample(random);
            boolean text = isText(bytes);
            good += text ? 1 : 0;
            assertThat(refusal(bytes, random) == null)
                    .as("case %d: %s", i, Arrays.toString(bytes))
                    .isEqualTo(text);
        }
        // Else nothing would have been compared.
        assertThat(good).isBetween(CASES / 10, CASES * 9 / 10);
    }

    @Test
    void everyCharacterPassesAndNoSurrogateDoes() {
        SplittableRandom random = new SplittableRandom(1);
        for (int character = 1; character <= Character.MAX_CODE_POINT; character++) {
            byte[] bytes = encoded(character);
            boolean surrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
            assertThat(refusal(bytes, random) == null).as("U+%X", character).isEqualTo(!surrogate);
        }
    }

    @Test
    void itSaysWhichByteIsWrong() {
        SplittableRandom random = new SplittableRandom(1);
        assertThat(refusal("twelve bytes\0".getBytes(StandardCharsets.UTF_8), random))
                .isEqualTo("byte 12 is NUL, which texts do not have");
        assertThat(refusal(new byte[] {'a', (byte) 0xc0, (byte) 0x80}, random)).isEqualTo("byte 1 is not UTF-8");
        assertThat(refusal(new byte[] {'a', (byte) 0xe2, (byte) 0x82}, random))
                .isEqualTo("the last character is cut off after byte 2");
    }

    private static byte[] sample(SplittableRandom random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int parts = random.nextInt(6);
        for (int i = 0; i < parts; i++) {
            switch (random.nextInt(4)) {
                case 0 ->
                    bytes.writeBytes("plain text of some length"
                            .substring(random.nextInt(25))
                            .getBytes(StandardCharsets.UTF_8));
                case 1, 2 -> bytes.writeBytes(encoded(random.nextInt(1, Character.MAX_CODE_POINT + 1)));
                default -> bytes.writeBytes("é€😀".getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] whole = bytes.toByteArray();
        if (whole.length > 0 && random.nextInt(3) == 0) {
            whole[random.nextInt(whole.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length + 1)) : whole;
    }

    /** In the form of UTF-8, also what must not be. */
    private static byte[] encoded(int c) {
        if (c < 0x80) {
            return new byte[] {(byte) c};
        }
        if (c < 0x800) {
            return new byte[] {(byte) (0xc0 | c >> 6), (byte) (0x80 | c & 63)};
        }
        if (c < 0x10000) {
            return new byte[] {(byte) (0xe0 | c >> 12), (byte) (0x80 | c >> 6 & 63), (byte) (0x80 | c & 63)};
        }
        return new byte[] {
            (byte) (0xf0 | c >> 18), (byte) (0x80 | c >> 12 & 63), (byte) (0x80 | c >> 6 & 63), (byte) (0x80 | c & 63)
        };
    }

    private static @Nullable String refusal(byte[] bytes, SplittableRandom random) {
        Utf8Check check = new Utf8Check();
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, random.nextInt(1, 20));
            String wrong = check.update(ByteBuffer.wrap(bytes, at, length));
            if (wrong != null) {
                return wrong;
            }
            at += length;
        }
        return check.end();
    }

    private static boolean isText(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            return false;
        }
        for (byte b : bytes) {
            if (b == 0) {
                return false;
            }
        }
        return true;
    }
}
