package io.millrace.contracts.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties over random sets of visitors that grow; a failure names the seed that repeats it. */
class VisitorsTest {
    private static final int RUNS = 200;

    @Test
    void few_visitors_are_counted_exactly() {
        forAll((random, size) -> {
            Set<Long> names = names(random, Math.min(size, Visitors.EXACT));
            assertThat(of(names).count()).isEqualTo(names.size());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {257, 300, 1_000, 10_000, 100_000, 1_000_000})
    void many_visitors_are_counted_within_four_standard_errors(int size) {
        Visitors visitors = of(names(new Random(size), size));
        assertThat(visitors.count()).isCloseTo(size, within(Math.round(size * 4 * 0.012)));
    }

    @Test
    void a_visitor_counts_once_however_often_he_comes() {
        forAll((random, size) -> {
            Set<Long> names = names(random, size);
            Visitors visitors = of(names);
            long before = visitors.count();
            names.forEach(visitors::add);
            assertThat(visitors.count()).isEqualTo(before);
        });
    }

    @Test
    void the_order_of_visitors_does_not_matter() {
        forAll((random, size) -> {
            TreeSet<Long> names = names(random, size);
            assertThat(of(names.descendingSet()).count()).isEqualTo(of(names).count());
        });
    }

    @Test
    void a_union_is_the_set_of_both() {
        forAll((random, size) -> {
            Set<Long> left = names(random, size);
            Set<Long> right = names(random, random.nextInt(600));
            right.addAll(left.stream().limit(size / 2).toList());
            Set<Long> both = new TreeSet<>(left);
            both.addAll(right);
            assertThat(of(left).unite(of(right)).count()).isEqualTo(of(both).count());
            assertThat(of(right).unite(of(left)).count()).isEqualTo(of(both).count());
        });
    }

    @Test
    void a_union_with_itself_or_with_nothing_changes_nothing() {
        forAll((random, size) -> {
            Visitors visitors = of(names(random, size));
            long count = visitors.count();
            assertThat(visitors.unite(copy(visitors)).unite(new Visitors()).count())
                    .isEqualTo(count);
            assertThat(new Visitors().unite(visitors).count()).isEqualTo(count);
        });
    }

    @Test
    void uniting_leaves_the_other_as_it_was() {
        forAll((random, size) -> {
            Visitors other = of(names(random, size));
            byte[] before = other.encode();
            of(names(random, 300)).unite(other);
            assertThat(other.encode()).isEqualTo(before);
        });
    }

    @Test
    void what_is_encoded_is_decoded_and_can_grow_on() {
        forAll((random, size) -> {
            Visitors visitors = of(names(random, size));
            Visitors decoded = copy(visitors);
            assertThat(decoded.count()).isEqualTo(visitors.count());
            assertThat(decoded.encode()).isEqualTo(visitors.encode());
            Set<Long> more = names(random, size);
            more.forEach(visitors::add);
            more.forEach(decoded::add);
            assertThat(decoded.encode()).isEqualTo(visitors.encode());
        });
    }

    @Test
    void the_encoding_is_bounded() {
        assertThat(of(names(new Random(1), 1_000_000)).encode()).hasSizeLessThanOrEqualTo(4 * 1024 + 1);
        assertThat(of(names(new Random(1), Visitors.EXACT)).encode()).hasSize(1 + 8 * Visitors.EXACT);
    }

    @Test
    void bytes_of_another_form_are_refused() {
        assertThatThrownBy(() -> Visitors.decode(new byte[] {2})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Visitors.decode(new byte[] {0, 1, 2, 3})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Visitors.decode(new byte[] {1, 2, 3})).isInstanceOf(IllegalArgumentException.class);
    }

    /** Stored sets must be readable for ever: neither the hash nor the form may change. */
    @Test
    void what_was_stored_is_still_understood() {
        byte[] stored = Base64.getDecoder().decode("AKPcEQceJfz/xCFIKxOojt7djouTivfIyQ==");
        Visitors visitors = Visitors.decode(stored);
        assertThat(visitors.count()).isEqualTo(3);
        visitors.add(1);
        visitors.add(2);
        visitors.add(-3);
        assertThat(visitors.encode()).isEqualTo(stored);
    }

    @Test
    void a_sketch_comes_out_as_it_always_did() {
        Visitors visitors = new Visitors();
        for (int i = 0; i < 1_000; i++) {
            visitors.add(i);
        }
        assertThat(visitors.count()).isEqualTo(1003);
        assertThat(Arrays.hashCode(visitors.encode())).isEqualTo(-1811649444);
    }

    private static void forAll(BiConsumer<Random, Integer> property) {
        for (int run = 0; run < RUNS; run++) {
            int size = run * run / 20;
            try {
                property.accept(new Random(run), size);
            } catch (AssertionError e) {
                throw new AssertionError("With seed " + run + " and " + size + " visitors", e);
            }
        }
    }

    private static TreeSet<Long> names(Random random, int size) {
        TreeSet<Long> names = new TreeSet<>();
        while (names.size() < size) {
            names.add(random.nextLong());
        }
        return names;
    }

    private static Visitors of(Set<Long> names) {
        Visitors visitors = new Visitors();
        names.forEach(visitors::add);
        return visitors;
    }

    private static Visitors copy(Visitors visitors) {
        return Visitors.decode(visitors.encode());
    }
}
