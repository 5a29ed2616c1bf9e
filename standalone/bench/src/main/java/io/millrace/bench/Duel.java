package io.millrace.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Millrace and nginx measured in turns, so that whatever else the machine does meets both. */
final class Duel {
    private final String name;
    private final List<Wrk.Result> ours = new ArrayList<>();
    private final List<Wrk.Result> theirs = new ArrayList<>();

    Duel(String name) {
        this.name = name;
    }

    /** @throws BenchException if nginx did not answer as it should: a refusal is quicker than what is compared with */
    void add(Wrk.Result millrace, Wrk.Result nginx) {
        if (nginx.answered() == 0 || nginx.refused() > 0) {
            throw new BenchException("nginx refused " + nginx.refused() + " of " + nginx.requests() + " requests");
        }
        ours.add(millrace);
        theirs.add(nginx);
        System.out.printf(
                "  %.0f/s against %.0f/s: %.2f%n", millrace.rate(), nginx.rate(), millrace.rate() / nginx.rate());
    }

    void print() {
        System.out.printf("%s, Millrace / nginx, medians of %d rounds:%n", name, ours.size());
        System.out.printf(
                "  requests/s %.0f / %.0f = %.2f%n",
                median(ours, Wrk.Result::rate), median(theirs, Wrk.Result::rate), ratio(Wrk.Result::rate));
        System.out.printf(
                "  p50 %.2f ms / %.2f ms = %.2f; p99 %.2f ms / %.2f ms = %.2f%n",
                median(ours, Wrk.Result::p50) / 1e3,
                median(theirs, Wrk.Result::p50) / 1e3,
                ratio(Wrk.Result::p50),
                median(ours, Wrk.Result::p99) / 1e3,
                median(theirs, Wrk.Result::p99) / 1e3,
                ratio(Wrk.Result::p99));
        System.out.printf(
                "  answers %d / %d; refused %d / %d; broken connections %d / %d%n",
                sum(ours, Wrk.Result::answered),
                sum(theirs, Wrk.Result::answered),
                sum(ours, Wrk.Result::refused),
                sum(theirs, Wrk.Result::refused),
                sum(ours, Wrk.Result::broken),
                sum(theirs, Wrk.Result::broken));
    }

    /** What of ours was not answered as it should be. */
    long failures() {
        return sum(ours, result -> result.refused() + result.broken());
    }

    /** The median of the rounds' ratios. */
    double ratio(ToDoubleFunction<Wrk.Result> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(theirs.get(i)));
        }
        return median(ratios);
    }

    private static double median(List<Wrk.Result> results, ToDoubleFunction<Wrk.Result> figure) {
        return median(results.stream().map(figure::applyAsDouble).toList());
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static long sum(List<Wrk.Result> results, ToDoubleFunction<Wrk.Result> figure) {
        return (long) results.stream().mapToDouble(figure).sum();
    }
}
