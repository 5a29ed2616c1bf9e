package io.millrace.gateway.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.gateway.web.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

class QueryParserTest {
    private final QueryParser parser = new QueryParser(Clock.fixed(RollupSamples.NOW, ZoneOffset.UTC));

    @Test
    void by_default_the_last_24_hours_are_reported_with_the_present_hour_among_them() {
        TelemetryQuery query = parse("");
        assertThat(query.period()).isEqualTo(period("2026-03-03T06:00:00Z", "2026-03-04T06:00:00Z", Interval.HOUR));
        assertThat(query.period().points()).hasSize(24);
        assertThat(query.by()).isEmpty();
        assertThat(query.compare()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "interval=day, 2026-02-03T00:00:00Z, 2026-03-05T00:00:00Z, 30",
        "interval=month, 2025-04-01T00:00:00Z, 2026-04-01T00:00:00Z, 12",
        "interval=day&from=2026-01-01&to=2026-02-01, 2026-01-01T00:00:00Z, 2026-02-01T00:00:00Z, 31",
        "interval=month&from=2026-01-31&to=2026-02-01T00:00:01Z, 2026-01-01T00:00:00Z, 2026-03-01T00:00:00Z, 2",
        "from=2026-01-01T00:30:00%2B02:00&to=2026-01-01T00:00:00Z, 2025-12-31T22:00:00Z, 2026-01-01T00:00:00Z, 2",
        "from=2026-01-01T00:30:00+02:00&to=2026-01-01T00:00:00Z, 2025-12-31T22:00:00Z, 2026-01-01T00:00:00Z, 2",
        "from=2026-01-01&to=2026-02-01, 2026-01-01T00:00:00Z, 2026-02-01T00:00:00Z, 744",
    })
    void a_range_is_widened_to_whole_points(String query, String from, String to, int points) {
        Period period = parse(query).period();
        assertThat(period.from()).isEqualTo(from);
        assertThat(period.to()).isEqualTo(to);
        assertThat(period.points()).hasSize(points);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "form=2026-01-01 | form | There is no parameter form",
                "from=yesterday | from | is a date like",
                "from=2026-02-30 | from | is a date like",
                "to=2026-01-01T00:00 | to | is a date like",
                "from=9999-12-31 | from | between the years",
                "to=-999999999-01-01T00:00:00Z | to | between the years",
                "from=2026-01-02&to=2026-01-01 | from | from is before to",
                "from=2026-01-01&to=2026-01-01 | from | from is before to",
                "from=2026-01-01&from=2026-01-02 | from | given once",
                "interval=week | interval | hour, day or month",
                "interval=HOUR | interval | hour, day or month",
                "from=2026-01-01&to=2026-02-02 | interval | at most 31 days; take a wider interval",
                "interval=day&from=2024-01-01&to=2026-01-01 | interval | at most 366 days",
                "interval=month&from=1999-01-01&to=2026-01-01 | interval | at most 1830 days",
                "by=colour | by | by is a list of: country, referrer",
                "by=country,, | by | by is a list of",
                "interval=day&from=2026-01-01&to=2026-03-01&by=hour | by | at most 31 days",
                "limit=0 | limit | from 1 to 1000",
                "limit=1001 | limit | from 1 to 1000",
                "limit=many | limit | from 1 to 1000",
                "compare=next | compare | compare is previous",
            })
    void a_parameter_that_cannot_be_answered_is_refused_by_name(String query, String parameter, String message) {
        assertThatThrownBy(() -> parse(query))
                .isInstanceOfSatisfying(
                        Problem.class, e -> assertThat(e.document()).containsEntry("field", parameter))
                .hasMessageContaining(message);
    }

    @Test
    void a_link_has_no_links_to_be_broken_down_by() {
        Subject link = Subject.link(new LinkKey("abcdefg"));
        assertThatThrownBy(() -> parser.parse(link, parameters("by=link"))).isInstanceOf(Problem.class);
        assertThat(parse("by=link,country").by()).containsOnly(Breakdown.LINK, Breakdown.COUNTRY);
    }

    @Test
    void the_hour_of_the_day_reads_hours_whatever_the_interval() {
        assertThat(parse("interval=day").grain()).isEqualTo(Grain.DAY);
        assertThat(parse("interval=day&by=hour").grain()).isEqualTo(Grain.HOUR);
    }

    @Test
    void the_period_before_has_as_many_points() {
        assertThat(parse("interval=month&from=2026-01-01&to=2026-04-01")
                        .period()
                        .previous())
                .isEqualTo(period("2025-10-01T00:00:00Z", "2026-01-01T00:00:00Z", Interval.MONTH));
        assertThat(parse("").period().previous())
                .isEqualTo(period("2026-03-02T06:00:00Z", "2026-03-03T06:00:00Z", Interval.HOUR));
    }

    private TelemetryQuery parse(String query) {
        return parser.parse(Subject.SITE, parameters(query));
    }

    private static MultiValueMap<String, String> parameters(String query) {
        var encoded = UriComponentsBuilder.fromUriString("/?" + query).build().getQueryParams();
        var decoded = new LinkedMultiValueMap<String, String>();
        encoded.forEach((name, values) -> values.forEach(
                value -> decoded.add(name, value == null ? null : URLDecoder.decode(value, StandardCharsets.UTF_8))));
        return decoded;
    }

    private static Period period(String from, String to, Interval interval) {
        return new Period(Instant.parse(from), Instant.parse(to), interval);
    }
}
