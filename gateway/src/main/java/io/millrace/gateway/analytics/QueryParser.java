package io.millrace.gateway.analytics;

import io.millrace.contracts.telemetry.Subject;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** Reads a telemetry query string. Every wrong or unknown parameter is refused by name, so that a slip is not a surprise. */
final class QueryParser {
    static final int DEFAULT_LIMIT = 20;
    static final int MAX_LIMIT = 1_000;

    /** The longest range that can be broken down by the hour of the day, because that reads hourly rollups. */
    private static final Duration LONGEST_BY_HOUR = Interval.HOUR.longest();

    private static final Set<String> PARAMETERS =
            new TreeSet<>(List.of("from", "to", "interval", "by", "limit", "compare"));

    private final Clock clock;

    QueryParser(Clock clock) {
        this.clock = clock;
    }

    /** @throws Problem if a parameter is unknown, given twice, malformed or out of bounds */
    TelemetryQuery parse(Subject subject, MultiValueMap<String, String> parameters) {
        for (String name : parameters.keySet()) {
            if (!PARAMETERS.contains(name)) {
                throw invalid(name, "There is no parameter " + name + "; there are " + PARAMETERS);
            }
        }
        Period period = period(parameters);
        Set<Breakdown> by = by(subject, single(parameters, "by"));
        if (by.contains(Breakdown.HOUR) && isLongerThan(period, LONGEST_BY_HOUR)) {
            throw invalid("by", "By hour of the day, a range has at most " + LONGEST_BY_HOUR.toDays() + " days");
        }
        return new TelemetryQuery(
                subject, period, by, limit(single(parameters, "limit")), compare(single(parameters, "compare")));
    }

    private Period period(MultiValueMap<String, String> parameters) {
        Interval interval = interval(single(parameters, "interval"));
        String from = single(parameters, "from");
        String to = single(parameters, "to");
        Instant end = to == null ? clock.instant() : instant("to", to);
        Instant start =
                from == null ? interval.plus(interval.ceiling(end), -interval.defaultPoints()) : instant("from", from);
        if (!start.isBefore(end)) {
            throw invalid("from", "from is before to");
        }
        Period period = Period.covering(start, end, interval);
        // A month more than the longest range is within the limit after it was widened to whole months.
        if (isLongerThan(new Period(start, end, interval), interval.longest())) {
            throw invalid(
                    "interval",
                    "With interval=" + interval.wireName() + " a range has at most "
                            + interval.longest().toDays() + " days; take a wider interval");
        }
        return period;
    }

    private static boolean isLongerThan(Period period, Duration longest) {
        return Duration.between(period.from(), period.to()).compareTo(longest) > 0;
    }

    private static Interval interval(@Nullable String text) {
        if (text == null) {
            return Interval.HOUR;
        }
        return Arrays.stream(Interval.values())
                .filter(interval -> interval.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> invalid("interval", "interval is hour, day or month"));
    }

    private static Instant instant(String name, String text) {
        try {
            Instant instant = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    // In a query string a plus sign stands for a space.
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year < 1970 || year > 9998) {
                throw invalid(name, name + " lies between the years 1970 and 9998");
            }
            return instant;
        } catch (DateTimeException e) {
            throw invalid(name, name + " is a date like 2026-03-04 or a time like 2026-03-04T05:06:07Z");
        }
    }

    private static Set<Breakdown> by(Subject subject, @Nullable String text) {
        Set<Breakdown> by = EnumSet.noneOf(Breakdown.class);
        if (text == null || text.isEmpty()) {
            return by;
        }
        for (String name : text.split(",", -1)) {
            by.add(Breakdown.of(name).orElseThrow(() -> invalid("by", "by is a list of: " + Breakdown.NAMES)));
        }
        if (by.contains(Breakdown.LINK) && subject.value().startsWith("link:")) {
            throw invalid("by", "One link cannot be broken down by link");
        }
        return by;
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw invalid("limit", "limit is a number from 1 to " + MAX_LIMIT);
    }

    private static boolean compare(@Nullable String text) {
        if (text == null) {
            return false;
        }
        if (text.equals("previous")) {
            return true;
        }
        throw invalid("compare", "compare is previous, or is left out");
    }

    static Problem invalid(String parameter, String detail) {
        return Problem.ofField(ProblemType.INVALID_PARAMETER, parameter, detail);
    }

    private static @Nullable String single(MultiValueMap<String, String> parameters, String name) {
        List<String> values = parameters.get(name);
        if (values == null || values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            throw invalid(name, name + " is given once; several values of by are joined by commas");
        }
        return values.get(0);
    }
}
