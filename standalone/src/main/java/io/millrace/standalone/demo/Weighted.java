package io.millrace.standalone.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/** Draws one of several values, each as often as its weight says. Immutable. */
public final class Weighted<T> {
    private final List<T> values;
    private final double[] cumulative;

    private Weighted(List<T> values, double[] cumulative) {
        this.values = values;
        this.cumulative = cumulative;
    }

    /**
     * @param values at least one
     * @param weight the weight of the value at an index; more than 0
     */
    public static <T> Weighted<T> of(List<T> values, IntToDoubleFunction weight) {
        double[] cumulative = new double[values.size()];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += weight.applyAsDouble(i);
            cumulative[i] = sum;
        }
        return new Weighted<>(new ArrayList<>(values), cumulative);
    }

    /** Zipf's law: the k-th value is drawn in proportion to 1/k^exponent. */
    public static <T> Weighted<T> zipf(List<T> values, double exponent) {
        return of(values, index -> 1 / Math.pow(index + 1.0, exponent));
    }

    public T draw(RandomGenerator random) {
        double point = random.nextDouble() * cumulative[cumulative.length - 1];
        int found = Arrays.binarySearch(cumulative, point);
        return values.get(Math.min(values.size() - 1, found < 0 ? -found - 1 : found + 1));
    }
}
