package io.millrace.infra.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.Topics;
import org.junit.jupiter.api.Test;

class WantedTopicTest {
    @Test
    void fromThreeCopiesOnAnAcknowledgedRecordIsOnTwoBrokers() {
        WantedTopic links = WantedTopic.of(Topics.LINKS, "millrace.").get(0);
        assertThat(links.settings(1)).containsEntry("min.insync.replicas", "1");
        assertThat(links.settings(2)).containsEntry("min.insync.replicas", "1");
        assertThat(links.settings(3)).containsEntry("min.insync.replicas", "2");
    }
}
