package io.millrace.infra.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.infra.testing.SharedRuntime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real broker, under prefixes of its own. */
class TopicsProvisionerTest {
    private static String broker;

    private final String prefix =
            "p" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + ".";
    private Admin admin;

    @BeforeAll
    static void find() {
        broker = SharedRuntime.engines().kafka();
    }

    @BeforeEach
    void open() {
        admin = Admin.create(Map.of("bootstrap.servers", broker));
    }

    @AfterEach
    void close() throws Exception {
        List<String> mine = names();
        get(admin.deleteTopics(mine).all());
        admin.close();
    }

    @Test
    void everyTopicOfTheCatalogueIsThereWithItsPartitionsAndSettings() throws Exception {
        TopicsProvisioner.provision(broker, prefix, 1);
        for (Topic topic : Topics.ALL) {
            String name = topic.name(prefix);
            assertThat(partitions(name)).as(name).isEqualTo(topic.partitions());
            Config settings = settings(name);
            boolean compacted = topic.cleanup() == Topic.Cleanup.COMPACT;
            assertThat(value(settings, "cleanup.policy")).as(name).isEqualTo(compacted ? "compact" : "delete");
            if (!compacted) {
                assertThat(value(settings, "retention.ms"))
                        .isEqualTo(Long.toString(topic.retention().toMillis()));
            }
            boolean flushed = topic.durability() == Topic.Durability.FLUSHED;
            assertThat("1".equals(value(settings, "flush.messages"))).as(name).isEqualTo(flushed);
            assertThat(value(settings, "min.insync.replicas")).isEqualTo("1");
        }
    }

    @Test
    void everyConsumerOfATopicHasItsDeadLettersKeptForAMonth() throws Exception {
        TopicsProvisioner.provision(broker, prefix, 1);
        for (Topic topic : Topics.ALL) {
            // Gateways follow that one without a group, and pass over what they cannot read.
            assertThat(topic.consumers().isEmpty()).isEqualTo(topic.equals(Topics.FEED_PULL_AUTHORS));
            for (String consumer : topic.consumers()) {
                String name = topic.deadLetterName(prefix, consumer);
                assertThat(partitions(name)).as(name).isEqualTo(1);
                assertThat(value(settings(name), "cleanup.policy")).isEqualTo("delete");
                assertThat(value(settings(name), "retention.ms")).isEqualTo("2592000000");
            }
        }
        assertThat(names())
                .hasSize(Topics.ALL.size()
                        + Topics.ALL.stream()
                                .mapToInt(topic -> topic.consumers().size())
                                .sum());
    }

    @Test
    void whatDiffersIsSetAndTheRestIsLeftAlone() throws Exception {
        TopicsProvisioner.provision(broker, prefix, 1);
        String links = Topics.LINKS.name(prefix);
        set(links, "cleanup.policy", "delete");
        set(links, "flush.messages", "1000");
        set(links, "segment.ms", "123456789");
        TopicsProvisioner.provision(broker, prefix, 1);
        assertThat(value(settings(links), "cleanup.policy")).isEqualTo("compact");
        assertThat(value(settings(links), "flush.messages")).isEqualTo("1");
        // The operator's own; the catalogue says nothing of it.
        assertThat(value(settings(links), "segment.ms")).isEqualTo("123456789");
    }

    @Test
    void anotherNumberOfPartitionsIsRefusedWithASentenceAndNotChanged() throws Exception {
        String links = Topics.LINKS.name(prefix);
        get(admin.createTopics(List.of(new NewTopic(links, 3, (short) 1))).all());
        assertThatThrownBy(() -> TopicsProvisioner.provision(broker, prefix, 1))
                .isInstanceOf(TopicsException.class)
                .hasMessageStartingWith("Topic " + links + " has 3 partitions instead of 6.")
                .hasMessageContaining("choose another millrace.topics.prefix");
        assertThat(partitions(links)).isEqualTo(3);
    }

    @Test
    void severalMayProvisionAtTheSameTime() throws Exception {
        ExecutorService four = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> process = () -> {
                TopicsProvisioner.provision(broker, prefix, 1);
                return null;
            };
            for (Future<Void> end : four.invokeAll(List.of(process, process, process, process))) {
                end.get();
            }
        } finally {
            four.shutdownNow();
        }
        assertThat(names()).contains(Topics.LINKS.name(prefix), Topics.CLICKS.name(prefix));
    }

    /** Were a leader not ready, its first batches could overtake each other, and the producer would never get over it. */
    @Test
    void aProducerMayWriteAsFastAsItCanAtOnce() throws Exception {
        TopicsProvisioner.provision(broker, prefix, 1);
        Map<String, Object> fast =
                Map.of("bootstrap.servers", broker, "linger.ms", 0, "batch.size", 200, "delivery.timeout.ms", 30_000);
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        try (var producer = new KafkaProducer<>(fast, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 3_000; i++) {
                answers.add(producer.send(new ProducerRecord<>(
                        Topics.CLICKS.name(prefix), i % Topics.CLICKS.partitions(), null, new byte[50])));
            }
            producer.flush();
        }
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get().offset()).isEqualTo(i / Topics.CLICKS.partitions());
        }
    }

    @Test
    void moreCopiesThanThereAreBrokersAreReportedInASentence() {
        assertThatThrownBy(() -> TopicsProvisioner.provision(broker, prefix, 30))
                .isInstanceOf(TopicsException.class)
                .hasMessageStartingWith("The topics at " + broker + " could not be provisioned: ")
                .hasMessageContaining("30");
    }

    private List<String> names() throws Exception {
        return get(admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private int partitions(String name) throws Exception {
        return get(admin.describeTopics(List.of(name)).allTopicNames())
                .get(name)
                .partitions()
                .size();
    }

    private Config settings(String name) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        return get(admin.describeConfigs(List.of(topic)).all()).get(topic);
    }

    private static String value(Config settings, String name) {
        return settings.get(name).value();
    }

    private void set(String topic, String name, String value) throws Exception {
        get(admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all());
    }

    private static <T> T get(KafkaFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }
}
