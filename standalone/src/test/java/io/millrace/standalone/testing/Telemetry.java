package io.millrace.standalone.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A telemetry report, as far as tests compare it.
 *
 * @param total all visits
 * @param series the sum over the points of the series
 * @param breakdowns for each breakdown that was asked for, the visits by value
 */
public record Telemetry(long total, long series, Map<String, Map<String, Long>> breakdowns) {
    /** Every dimension that a link is counted by. */
    public static final String DIMENSIONS = "country,referrer,source,browser,platform,device,hour";

    private static final String QUERY = "?limit=1000&by=" + DIMENSIONS;

    /** Of one link. */
    public static Telemetry ofLink(Client client, String key, String... headers) {
        return read(client.json("/api/v1/links/" + key + "/telemetry" + QUERY, headers));
    }

    /** Of all links of the caller, by link as well. */
    public static Telemetry ofOwner(Client client, String... headers) {
        return read(client.json("/api/v1/telemetry" + QUERY + ",link", headers));
    }

    /** Of the whole site, by link as well. */
    public static Telemetry ofSite(Client client, String... headers) {
        return read(client.json("/api/v1/site/telemetry" + QUERY + ",link", headers));
    }

    /** The visits by value in one breakdown. */
    public Map<String, Long> by(String breakdown) {
        return breakdowns.getOrDefault(breakdown, Map.of());
    }

    /** The sum over each breakdown: all are equal to the total. */
    public Map<String, Long> sums() {
        Map<String, Long> sums = new LinkedHashMap<>();
        breakdowns.forEach((name, counts) -> sums.put(
                name, counts.values().stream().mapToLong(Long::longValue).sum()));
        return sums;
    }

    private static Telemetry read(JsonNode report) {
        long series = 0;
        for (JsonNode point : report.path("series")) {
            series += point.path("count").asLong();
        }
        Map<String, Map<String, Long>> breakdowns = new LinkedHashMap<>();
        report.path("breakdowns").properties().forEach(breakdown -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            breakdown
                    .getValue()
                    .forEach(count -> counts.put(
                            count.path("value").asString(), count.path("count").asLong()));
            breakdowns.put(breakdown.getKey(), counts);
        });
        return new Telemetry(report.path("total").asLong(), series, breakdowns);
    }
}
