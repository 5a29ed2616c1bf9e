package io.millrace.gateway.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void linesAreTheSameWhereverTheBytesAreCut() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) "ab\r\n\n".charAt(random.nextInt(5));
            }
            assertThat(cut(bytes, random)).as("seed " + seed).isEqualTo(expected(bytes));
        }
    }

    private static List<String> cut(byte[] bytes, SplittableRandom random) {
        Lines lines = new Lines(8);
        List<Line> all = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + random.nextInt(12));
            all.addAll(lines.add(Arrays.copyOfRange(bytes, from, to)));
            from = to;
        }
        all.addAll(lines.rest());
        return all.stream().map(LinesTest::text).toList();
    }

    /** What it should be, found the simple way. */
    private static List<String> expected(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.US_ASCII);
        List<String> parts = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        if (parts.get(parts.size() - 1).isEmpty()) {
            parts.remove(parts.size() - 1);
        }
        List<String> lines = new ArrayList<>();
        for (String part : parts) {
            lines.add((lines.size() + 1) + (part.length() > 8 ? " too long" : " " + part));
        }
        return lines;
    }

    private static String text(Line line) {
        return line.number()
                + (line.tooLong() ? " too long" : " " + new String(line.text(), StandardCharsets.US_ASCII));
    }

    @Test
    void anEndlessLineTakesNoMoreMemoryThanTheLongest() {
        Lines lines = new Lines(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(lines.add(new byte[100_000])).isEmpty();
        }
        Line line = lines.add(new byte[] {'\n'}).get(0);
        assertThat(line.tooLong()).isTrue();
        assertThat(line.text()).isEmpty();
        assertThat(line.isBlank()).isFalse();
    }
}
