package io.millrace.infra.topics;

import io.millrace.contracts.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Brings a cluster to the catalogue: creates what is missing, sets what differs, and refuses what it must not change (a
 * number of partitions, because keys are hashed to them). Any number of processes may do so at the same time.
 */
public final class TopicsProvisioner {
    private static final int LIMIT_SECONDS = 60;

    private TopicsProvisioner() {}

    /**
     * Provisions {@link Topics#ALL} and their dead-letter topics.
     *
     * @param bootstrap bootstrap servers, {@code host:port,...}
     * @param prefix what topic names begin with
     * @param replication copies of each partition; with 3 or more an acknowledged record is on at least 2
     * @throws TopicsException when a topic cannot be brought to the catalogue; the message says what to do
     */
    public static void provision(String bootstrap, String prefix, int replication) throws InterruptedException {
        List<WantedTopic> wanted = Topics.ALL.stream()
                .flatMap(topic -> WantedTopic.of(topic, prefix).stream())
                .toList();
        Map<String, Object> settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        try (Admin admin = Admin.create(settings)) {
            create(admin, missing(admin, wanted), replication);
            Map<String, TopicDescription> present = describe(admin, wanted);
            checkPartitions(present, wanted);
            alignSettings(admin, present, wanted);
            awaitLeaders(admin, wanted);
        } catch (ExecutionException | TimeoutException e) {
            throw new TopicsException("The topics at " + bootstrap + " could not be provisioned: " + reason(e), e);
        }
    }

    private static List<WantedTopic> missing(Admin admin, List<WantedTopic> wanted)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> present = admin.listTopics().names().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return wanted.stream().filter(topic -> !present.contains(topic.name())).toList();
    }

    private static void create(Admin admin, List<WantedTopic> missing, int replication)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<NewTopic> topics = missing.stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) replication)
                        .configs(topic.settings(replication)))
                .toList();
        for (var result : admin.createTopics(topics).values().entrySet()) {
            try {
                result.getValue().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                // Another process was faster; whether it did the same is checked next.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private static void checkPartitions(Map<String, TopicDescription> present, List<WantedTopic> wanted) {
        for (WantedTopic topic : wanted) {
            int partitions = Objects.requireNonNull(present.get(topic.name()))
                    .partitions()
                    .size();
            if (partitions != topic.partitions()) {
                throw new TopicsException("Topic " + topic.name() + " has " + partitions + " partitions instead of "
                        + topic.partitions() + ". Records are placed by key, so this is not changed on the way: choose"
                        + " another millrace.topics.prefix, or move the records to a new topic.");
            }
        }
    }

    /** A topic just created may not be known yet to the broker that is asked, so this asks again until the limit. */
    private static Map<String, TopicDescription> describe(Admin admin, List<WantedTopic> wanted)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<String> names = wanted.stream().map(WantedTopic::name).toList();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (true) {
            try {
                return admin.describeTopics(names).allTopicNames().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /**
     * Waits until the leader of every partition takes requests. Of a producer that is faster than a new leader, the first batch
     * may be refused and the second taken, and the first is then out of order however often it is sent again.
     */
    private static void awaitLeaders(Admin admin, List<WantedTopic> wanted)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (WantedTopic topic : wanted) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        // Asks again by itself where a partition has no leader yet, or one that does not know of it.
        admin.listOffsets(partitions).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private static void alignSettings(Admin admin, Map<String, TopicDescription> present, List<WantedTopic> wanted)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<ConfigResource> resources =
                wanted.stream().map(TopicsProvisioner::resource).toList();
        Map<ConfigResource, Config> settings =
                admin.describeConfigs(resources).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (WantedTopic topic : wanted) {
            Config config = Objects.requireNonNull(settings.get(resource(topic)));
            TopicDescription description = Objects.requireNonNull(present.get(topic.name()));
            List<AlterConfigOp> differing = differing(topic.settings(replicas(description)), config);
            if (!differing.isEmpty()) {
                changes.put(resource(topic), differing);
            }
        }
        if (!changes.isEmpty()) {
            admin.incrementalAlterConfigs(changes).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static ConfigResource resource(WantedTopic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    /** How many copies the topic really has: one that was there before keeps its own replication. */
    private static int replicas(TopicDescription description) {
        return description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElseThrow();
    }

    private static List<AlterConfigOp> differing(Map<String, String> wanted, Config present) {
        List<AlterConfigOp> operations = new ArrayList<>();
        wanted.forEach((name, value) -> {
            if (!value.equals(present.get(name).value())) {
                operations.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
            }
        });
        return operations;
    }

    private static String reason(Exception e) {
        return e.getCause() == null ? e.toString() : String.valueOf(e.getCause().getMessage());
    }
}
