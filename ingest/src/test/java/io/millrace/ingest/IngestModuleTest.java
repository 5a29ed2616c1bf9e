package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.links.LinkKey;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.storage.links.LinkReads;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

class IngestModuleTest {
    @Test
    void theProcessStartsItsProjectionsAndEndsThemInOrder() {
        try (TestLog log = new TestLog()) {
            log.append(Topics.LINKS, EventFamily.LINKS, "key0", TestLinks.event("key0", 1));
            log.flush();
            try (var context = new SpringApplicationBuilder(IngestMain.class)
                    .web(WebApplicationType.NONE)
                    .run(
                            "--millrace.kafka.bootstrap-servers="
                                    + log.address().bootstrapServers(),
                            // The link is an old one; it must not end while its events are counted.
                            "--millrace.expiry.interval=1h",
                            "--millrace.topics.prefix=" + log.address().prefix(),
                            "--millrace.cassandra.contact-points="
                                    + SharedRuntime.engines().cassandra(),
                            "--millrace.cassandra.keyspace=" + SharedRuntime.emptyKeyspace())) {
                LinkReads reads = context.getBean(LinkReads.class);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> reads.find(new LinkKey("key0")).block(Duration.ofSeconds(5)) != null);
            }
            // Closing waited for the consumers' farewell and the commit, though the commit's interval was not over.
            assertThat(log.members("links")).isZero();
            assertThat(log.members("telemetry")).isZero();
            assertThat(log.acknowledged("links")).isEqualTo(1);
        }
    }
}
