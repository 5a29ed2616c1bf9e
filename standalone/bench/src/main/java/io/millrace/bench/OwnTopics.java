package io.millrace.bench;

import io.millrace.infra.topics.TopicsProvisioner;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Topics of a benchmark's own on the running brokers; deleted when it is closed, with the groups of those who read them. */
final class OwnTopics implements AutoCloseable {
    private final String prefix = "bench-" + UUID.randomUUID().toString().substring(0, 8) + ".";
    private final List<String> applications;
    private final Admin admin;

    /** @param applications the Streams applications that run on these topics, by the ends of their names */
    OwnTopics(String brokers, String... applications) throws InterruptedException {
        this.applications = List.of(applications);
        TopicsProvisioner.provision(brokers, prefix, 1);
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers));
    }

    String prefix() {
        return prefix;
    }

    private String group(String application) {
        return prefix.replace('.', '-') + application;
    }

    /** How many records an application has worked and committed. */
    long committed(String application) throws InterruptedException, ExecutionException {
        return admin
                .listConsumerGroupOffsets(group(application))
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    @Override
    public void close() {
        try {
            String internal = prefix.replace('.', '-');
            List<String> mine = admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(prefix) || name.startsWith(internal))
                    .toList();
            admin.deleteTopics(mine).all().get();
            for (String application : applications) {
                deleteGroup(group(application));
            }
        } catch (ExecutionException e) {
            System.err.println("Topics that begin with " + prefix + " could not be deleted: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            admin.close();
        }
    }

    /** Members with a fixed name do not leave when they close. */
    private void deleteGroup(String group) throws InterruptedException, ExecutionException {
        try {
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
            admin.deleteConsumerGroups(List.of(group)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }
}
