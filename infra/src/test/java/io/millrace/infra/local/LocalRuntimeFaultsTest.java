package io.millrace.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.millrace.infra.Engines;
import io.millrace.infra.cql.Sessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real engines, in a home of the test's own. */
@Tag("faults")
class LocalRuntimeFaultsTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path home;

    private static final class Lives implements RuntimeListener {
        private final Queue<String> ready = new ConcurrentLinkedQueue<>();
        private final Queue<String> dead = new ConcurrentLinkedQueue<>();

        @Override
        public void ready(String engine, Duration took) {
            ready.add(engine);
        }

        @Override
        public void died(String engine, int exitValue, List<String> logTail, Duration nextTry) {
            dead.add(engine);
        }
    }

    @Test
    void killedEnginesComeBackOnTheirPortsWithTheirDataAndSoDoThoseOfTheNextStart() throws Exception {
        Lives lives = new Lives();
        Engines engines;
        List<ProcessHandle> last;
        try (LocalRuntime runtime = LocalRuntime.start(LocalSettings.at(home), lives)) {
            engines = runtime.engines();
            createTableAndTopic(engines);
            write(engines, "before");
            List<ProcessHandle> killed = runtime.processes();
            assertThat(killed).hasSize(2);
            // With no moment between the answer to the write and the end.
            killed.forEach(ProcessHandle::destroyForcibly);
            await().atMost(LIMIT).until(() -> lives.ready.size() == 4);
            assertThat(lives.dead).containsExactlyInAnyOrder("Kafka", "Cassandra");
            assertThat(runtime.processes()).hasSize(2).doesNotContainAnyElementsOf(killed);
            assertThat(read(engines)).containsExactly("before", "before");
            write(engines, "after");
            last = runtime.processes();
        }
        assertThat(last).noneMatch(ProcessHandle::isAlive);
        try (LocalRuntime again = LocalRuntime.start(LocalSettings.at(home), lives)) {
            assertThat(again.engines()).isEqualTo(engines);
            assertThat(read(engines)).containsExactly("after", "after", "before", "before");
        }
        assertThat(lives.dead).hasSize(2);
    }

    private static void createTableAndTopic(Engines engines) throws Exception {
        try (CqlSession session = Sessions.open(engines);
                Admin admin = Admin.create(Map.of("bootstrap.servers", engines.kafka()))) {
            session.execute(
                    "CREATE KEYSPACE kept WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE kept.words (word text PRIMARY KEY)");
            admin.createTopics(List.of(new NewTopic("words", 1, (short) 1).configs(Map.of("flush.messages", "1"))))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static void write(Engines engines, String word) throws Exception {
        try (CqlSession session = Sessions.open(engines);
                var producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", engines.kafka()), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("words", word)).get(30, TimeUnit.SECONDS);
            session.execute("INSERT INTO kept.words (word) VALUES (?)", word);
        }
    }

    /** The words on the topic and those in the table, sorted. */
    private static List<String> read(Engines engines) {
        List<String> words = new ArrayList<>();
        try (CqlSession session = Sessions.open(engines);
                var consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", engines.kafka()),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            session.execute("SELECT word FROM kept.words").forEach(row -> words.add(row.getString("word")));
            List<TopicPartition> only = List.of(new TopicPartition("words", 0));
            consumer.assign(only);
            consumer.seekToBeginning(only);
            long end = consumer.endOffsets(only).get(only.get(0));
            while (consumer.position(only.get(0)) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> words.add(record.value()));
            }
        }
        return words.stream().sorted().toList();
    }
}
