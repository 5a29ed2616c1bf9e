package io.millrace.standalone.faults;

import io.millrace.contracts.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The clicks on the log, each once however often it was shipped.
 *
 * @param copies how many records the topic has
 * @param clicks one of each
 */
record ClickLog(int copies, List<Entry> clicks) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * A click.
     *
     * @param id the journal and the place in it
     * @param visit the number that the load gave the visit
     */
    record Entry(String id, String key, long visit) {}

    static ClickLog read(String brokers, String prefix) {
        List<ConsumerRecord<String, byte[]>> records = Log.read(brokers, Topics.CLICKS.name(prefix));
        Set<String> seen = new HashSet<>();
        List<Entry> clicks = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            JsonNode click = JSON.readTree(record.value());
            String id = click.at("/id/journal").asString() + "/"
                    + click.at("/id/position").asLong();
            if (seen.add(id)) {
                String referrer = click.path("referrer").asString();
                clicks.add(new Entry(
                        id,
                        click.path("key").asString(),
                        Long.parseLong(referrer.substring(referrer.lastIndexOf('/') + 1))));
            }
        }
        return new ClickLog(records.size(), clicks);
    }

    /** The numbers of the visits. */
    Set<Long> visits() {
        return clicks.stream().map(Entry::visit).collect(Collectors.toSet());
    }

    /** How often each link was visited. */
    Map<String, Long> byLink() {
        return clicks.stream().collect(Collectors.groupingBy(Entry::key, HashMap::new, Collectors.counting()));
    }
}
