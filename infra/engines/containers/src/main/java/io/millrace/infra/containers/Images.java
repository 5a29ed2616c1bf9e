package io.millrace.infra.containers;

import java.time.Duration;
import org.testcontainers.cassandra.CassandraContainer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;

/** The images that docker-compose.yml runs, set up for tests: small, and quick to make and drop what a test needs. */
final class Images {
    static final int S3_PORT = 80;
    static final String S3_ACCESS_KEY = "millrace";
    static final String S3_SECRET_KEY = "millrace-test";

    /** A node's first start takes a minute where other things are built as well. */
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private Images() {}

    static KafkaContainer kafka() {
        return new KafkaContainer("apache/kafka:4.2.2")
                .withEnv("KAFKA_HEAP_OPTS", "-Xms96m -Xmx288m")
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "6")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "6")
                .withEnv("KAFKA_LOG_CLEANER_DEDUPE_BUFFER_SIZE", "4194304")
                .withStartupTimeout(START_LIMIT);
    }

    static CassandraContainer cassandra() {
        return new CassandraContainer("cassandra:5.0.9")
                .withEnv("MAX_HEAP_SIZE", "512M")
                .withEnv("HEAP_NEWSIZE", "128M")
                .withEnv(
                        "JVM_EXTRA_OPTS",
                        String.join(
                                " ",
                                "-Dcassandra.ring_delay_ms=100",
                                "-Dcassandra.test.flush_local_schema_changes=false",
                                "-Dcassandra.config.allow_system_properties=true",
                                "-Dcassandra.settings.auto_snapshot=false",
                                "-Dcassandra.settings.paxos_variant=v2",
                                "-Dcassandra.settings.cas_contention_timeout=5s"))
                .withStartupTimeout(START_LIMIT);
    }

    static GenericContainer<?> s3() {
        return new GenericContainer<>("andrewgaul/s3proxy:4.1.0")
                .withEnv("S3PROXY_AUTHORIZATION", "aws-v2-or-v4")
                .withEnv("S3PROXY_IDENTITY", S3_ACCESS_KEY)
                .withEnv("S3PROXY_CREDENTIAL", S3_SECRET_KEY)
                .withEnv("S3PROXY_IGNORE_UNKNOWN_HEADERS", "true")
                .withEnv("JCLOUDS_PROVIDER", "filesystem-nio2")
                .withExposedPorts(S3_PORT)
                .waitingFor(Wait.forHttp("/").forPort(S3_PORT).forStatusCode(403))
                .withStartupTimeout(START_LIMIT);
    }
}
