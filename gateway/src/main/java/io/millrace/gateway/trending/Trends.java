package io.millrace.gateway.trending;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The tags that are on most posts of the last hours. Posts are counted by whole hours; of the hour in which the window begins as
 * much counts as lies in the window. Each window's list is made at most every few seconds, whoever asks.
 */
final class Trends {
    static final int MAX_HOURS = 24;
    static final int MAX_TAGS = 50;

    private static final Duration KEPT = Duration.ofSeconds(3);
    private static final int READS_AT_ONCE = 8;

    private final Function<Instant, Mono<Map<String, Long>>> hours;
    private final Clock clock;
    private final AsyncCache<Integer, List<Trend>> lists =
            Caffeine.newBuilder().maximumSize(MAX_HOURS).expireAfterWrite(KEPT).buildAsync();

    /** @param hours gives on how many posts of an hour its first tags are */
    Trends(Function<Instant, Mono<Map<String, Long>>> hours, Clock clock) {
        this.hours = hours;
        this.clock = clock;
    }

    /** @param posts about how many posts of the window have the tag */
    record Trend(String tag, long posts) {}

    /** @param window in hours, 1 to {@value #MAX_HOURS} */
    Mono<List<Trend>> last(int window) {
        return Mono.fromFuture(
                () -> lists.get(window, (hoursBack, executor) -> read(hoursBack).toFuture()), true);
    }

    private Mono<List<Trend>> read(int window) {
        Instant now = clock.instant();
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        double gone = Duration.between(hour, now).toMillis()
                / (double) Duration.ofHours(1).toMillis();
        return Flux.range(0, window + 1)
                .flatMap(
                        back -> hours.apply(hour.minus(Duration.ofHours(back)))
                                .map(posts -> new Share(posts, back == window ? 1 - gone : 1)),
                        READS_AT_ONCE)
                .collect(HashMap<String, Double>::new, (sums, share) -> share.addTo(sums))
                .map(Trends::first);
    }

    private static List<Trend> first(Map<String, Double> sums) {
        return sums.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_TAGS)
                .map(sum -> new Trend(sum.getKey(), Math.max(1, Math.round(sum.getValue()))))
                .toList();
    }

    private record Share(Map<String, Long> posts, double weight) {
        void addTo(Map<String, Double> sums) {
            posts.forEach((tag, count) -> sums.merge(tag, count * weight, Double::sum));
        }
    }
}
