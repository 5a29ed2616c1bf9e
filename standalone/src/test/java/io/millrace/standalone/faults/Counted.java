package io.millrace.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.Topics;
import io.millrace.infra.Engines;
import io.millrace.standalone.testing.Client;
import io.millrace.standalone.testing.Telemetry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Compares what was counted with the clicks on the log. */
final class Counted {
    private static final Duration CATCH_UP = Duration.ofMinutes(3);

    private final Engines engines;
    private final Fleet fleet;

    Counted(Engines engines, Fleet fleet) {
        this.engines = engines;
        this.fleet = fleet;
    }

    /** The clicks on the log, once the gateways have shipped what they hold. */
    ClickLog log(Gateway... gateways) {
        for (Gateway gateway : gateways) {
            await("shipping").atMost(CATCH_UP).until(gateway::hasShippedAll);
        }
        return ClickLog.read(engines.kafka(), fleet.prefix());
    }

    /**
     * All counts equal the log: of every link, of the owner and of the site, over every dimension. Compared only when
     * analytics has committed the last click, so that nothing can be added afterwards.
     */
    void equals(ClickLog log, Client client) {
        await("counting").atMost(CATCH_UP).ignoreExceptions().until(this::everyClickIsCommitted);
        Map<String, Long> links = log.byLink();
        await("telemetry").atMost(CATCH_UP).untilAsserted(() -> assertThat(
                        Telemetry.ofSite(client).by("link"))
                .isEqualTo(links));
        assertThat(Telemetry.ofOwner(client).by("link")).isEqualTo(links);
        long total = log.clicks().size();
        assertAll(Telemetry.ofSite(client), total);
        assertAll(Telemetry.ofOwner(client), total);
        links.forEach((key, count) ->
                await().atMost(CATCH_UP).untilAsserted(() -> assertAll(Telemetry.ofLink(client, key), count)));
    }

    private static void assertAll(Telemetry seen, long total) {
        assertThat(seen.total()).isEqualTo(total);
        assertThat(seen.series()).isEqualTo(total);
        assertThat(seen.sums())
                .isNotEmpty()
                .allSatisfy((dimension, sum) -> assertThat(sum).as(dimension).isEqualTo(total));
    }

    private boolean everyClickIsCommitted() throws Exception {
        String topic = Topics.CLICKS.name(fleet.prefix());
        String group = fleet.prefix().replace('.', '-') + Topics.ANALYTICS;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", engines.kafka()))) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(30, TimeUnit.SECONDS);
            Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(java.util.stream.IntStream.range(
                                    0, Topics.CLICKS.partitions())
                            .mapToObj(partition -> new TopicPartition(topic, partition))
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            return ends.entrySet().stream().allMatch(end -> {
                OffsetAndMetadata done = committed.get(end.getKey());
                return end.getValue().offset() == 0
                        || (done != null && done.offset() == end.getValue().offset());
            });
        }
    }
}
