package io.millrace.gateway.clicks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClickJournalTest {
    private static final int SEGMENT = 64 * 1024;

    @TempDir
    Path directory;

    @Test
    void entries_are_read_in_the_order_in_which_they_were_appended_through_any_number_of_reopenings()
            throws IOException {
        for (long seed = 1; seed <= 60; seed++) {
            Path own = Files.createDirectory(directory.resolve("seed" + seed));
            appendReadAndReopenAtRandom(own, new SplittableRandom(seed), "seed " + seed);
        }
    }

    private void appendReadAndReopenAtRandom(Path own, SplittableRandom random, String seed) throws IOException {
        List<byte[]> expected = new ArrayList<>();
        int acknowledged = 0;
        int read = 0;
        ClickJournal journal = ClickJournal.open(settings(own, 1 << 20));
        JournalReader reader = journal.reader();
        Map<String, Long> marks = new HashMap<>();
        for (int step = 0; step < 400; step++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    for (int i = random.nextInt(60); i > 0; i--) {
                        byte[] entry = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 9000 : 300)];
                        random.nextBytes(entry);
                        if (journal.append(entry, entry.length)) {
                            expected.add(entry);
                        }
                    }
                }
                case 1 -> {
                    for (int i = random.nextInt(80); i > 0 && reader.next(); i--) {
                        assertThat(ByteBuffer.wrap(reader.entry(), 0, reader.length()))
                                .as(seed)
                                .isEqualTo(ByteBuffer.wrap(expected.get(read)));
                        read++;
                        marks.merge(reader.journalName(), reader.entryPosition(), (mark, position) -> {
                            assertThat(position).as(seed).isGreaterThan(mark);
                            return position;
                        });
                    }
                }
                case 2 -> {
                    journal.acknowledge(reader.endPosition());
                    acknowledged = read;
                }
                default -> {
                    if (random.nextInt(10) == 0) {
                        journal.close();
                        int buffered = journal.bufferedEntries();
                        // What waits for a file in the heap is not promised to survive.
                        expected.subList(expected.size() - buffered, expected.size())
                                .clear();
                        journal = ClickJournal.open(settings(own, 1 << 20));
                        reader = journal.reader();
                        read = acknowledged;
                        marks.clear();
                    }
                }
            }
        }
        journal.close();
    }

    @Test
    void what_was_appended_survives_the_kill_of_the_process() throws Exception {
        for (int round = 0; round < 6; round++) {
            Path own = Files.createDirectory(directory.resolve("round" + round));
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Appender.class.getName(),
                            own.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(own.resolve("child.out").toFile())
                    .start();
            try {
                awaitAnswers(own, 20_000 + 7_000L * round, child);
            } finally {
                child.destroyForcibly();
                assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
            }
            assertEveryAnsweredEntryIsThere(own);
        }
    }

    private static void awaitAnswers(Path own, long answers, Process child) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (Files.notExists(own.resolve(Appender.READY)) || sum(Appender.answered(own)) < answers) {
            assertThat(child.isAlive())
                    .as(() -> "the child ended: " + content(own.resolve("child.out")))
                    .isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static void assertEveryAnsweredEntryIsThere(Path own) throws IOException {
        long[] answered = Appender.answered(own);
        long[] found = new long[answered.length];
        try (ClickJournal journal = ClickJournal.open(settings(own.resolve("journal"), 1 << 30))) {
            JournalReader reader = journal.reader();
            while (reader.next()) {
                ByteBuffer entry = ByteBuffer.wrap(reader.entry(), 0, reader.length());
                int writer = entry.getInt();
                assertThat(entry.getLong()).isEqualTo(++found[writer]);
            }
            assertThat(reader.damaged()).isZero();
        }
        for (int writer = 0; writer < answered.length; writer++) {
            assertThat(found[writer]).isBetween(answered[writer], answered[writer] + 1);
        }
    }

    @Test
    void beyond_the_cap_entries_are_dropped_and_counted_and_there_is_room_again_after_they_were_acknowledged()
            throws Exception {
        try (ClickJournal journal = ClickJournal.open(new JournalSettings(directory, SEGMENT, 4 * SEGMENT, 1))) {
            byte[] entry = new byte[1000];
            int kept = 0;
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (journal.dropped() < 10) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                if (journal.append(entry, entry.length)) {
                    kept++;
                } else {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            }
            assertThat(kept).isBetween(3 * 64, 4 * 64);
            JournalReader reader = journal.reader();
            int read = 0;
            while (reader.next()) {
                read++;
            }
            assertThat(read).isEqualTo(kept);
            journal.acknowledge(reader.endPosition());
            assertThat(journal.backlogBytes()).isLessThan(SEGMENT);
            while (!journal.append(entry, entry.length)) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(reader.next()).isTrue();
        }
    }

    @Test
    void a_damaged_entry_is_skipped_and_counted_and_those_after_it_are_read() throws IOException {
        try (ClickJournal journal = ClickJournal.open(settings(directory, 1 << 20))) {
            for (byte i = 0; i < 5; i++) {
                journal.append(new byte[] {i, i, i, i, i, i, i, i}, 8);
            }
        }
        Path file = files().get(0);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(Segment.HEADER_BYTES + 16 + Segment.FRAME_BYTES);
            raw.write(77);
        }
        try (ClickJournal journal = ClickJournal.open(settings(directory, 1 << 20))) {
            JournalReader reader = journal.reader();
            Set<Integer> read = new HashSet<>();
            while (reader.next()) {
                read.add((int) reader.entry()[0]);
            }
            assertThat(read).containsExactlyInAnyOrder(0, 2, 3, 4);
            assertThat(reader.damaged()).isEqualTo(1);
        }
    }

    @Test
    void a_file_that_was_being_made_when_the_process_ended_is_thrown_away() throws IOException {
        ClickJournal.open(settings(directory, 1 << 20)).close();
        Path half = directory.resolve("00000000000f0000" + Segment.SUFFIX);
        Files.write(half, new byte[SEGMENT / 2]);
        try (ClickJournal journal = ClickJournal.open(settings(directory, 1 << 20))) {
            assertThat(half).doesNotExist();
            assertThat(journal.reader().next()).isFalse();
        }
    }

    @Test
    void two_processes_cannot_have_the_same_journal() throws IOException {
        try (ClickJournal journal = ClickJournal.open(settings(directory, 1 << 20))) {
            assertThat(journal.name()).hasSize(12);
            assertThatThrownBy(() -> ClickJournal.open(settings(directory, 1 << 20)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("open already");
        }
    }

    @Test
    void files_are_used_again_and_do_not_pile_up() throws IOException {
        try (ClickJournal journal = ClickJournal.open(settings(directory, 1 << 30))) {
            JournalReader reader = journal.reader();
            byte[] entry = "x".repeat(500).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 20_000; i++) {
                journal.append(entry, entry.length);
                if (reader.next()) {
                    journal.acknowledge(reader.endPosition());
                }
            }
            while (reader.next() || journal.bufferedEntries() > 0) {
                journal.acknowledge(reader.endPosition());
            }
            assertThat(journal.dropped()).isZero();
        }
        assertThat(files()).hasSizeLessThan(12);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(Segment.SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static JournalSettings settings(Path directory, long maxBytes) {
        return new JournalSettings(directory, SEGMENT, maxBytes, 64 << 20);
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
