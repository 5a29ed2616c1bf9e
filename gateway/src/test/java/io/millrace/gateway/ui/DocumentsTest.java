package io.millrace.gateway.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.event.Schemas;
import io.millrace.gateway.web.ProblemType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published descriptions hold together and say what the code does. */
class DocumentsTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode openApi = read("openapi.json");
    private final JsonNode asyncApi = read("asyncapi.json");

    @Test
    void every_reference_leads_somewhere() {
        for (JsonNode document : List.of(openApi, asyncApi)) {
            assertThat(references(document)).isNotEmpty().allSatisfy(reference -> {
                if (reference.startsWith("/schemas/")) {
                    assertThat(Schemas.find(
                                    reference.replaceFirst("^/schemas/", "").replaceFirst("\\.json$", "")))
                            .as(reference)
                            .isNotNull();
                } else {
                    assertThat(document.at(reference.substring(1)).isMissingNode())
                            .as(reference)
                            .isFalse();
                }
            });
        }
    }

    @Test
    void every_operation_has_a_name_of_its_own_a_summary_and_answers() {
        Set<String> names = new HashSet<>();
        for (JsonNode path : openApi.get("paths")) {
            path.properties().forEach(entry -> {
                if (!entry.getKey().equals("parameters")) {
                    JsonNode operation = entry.getValue();
                    assertThat(names.add(operation.get("operationId").stringValue()))
                            .as("%s", operation.get("operationId"))
                            .isTrue();
                    assertThat(operation.get("summary").stringValue()).isNotBlank();
                    assertThat(operation.get("responses").isEmpty()).isFalse();
                }
            });
        }
    }

    @Test
    void every_topic_is_described_as_it_is_provisioned() {
        List<String> addresses = new ArrayList<>();
        asyncApi.get("channels")
                .forEach(channel -> addresses.add(channel.get("address").stringValue()));
        assertThat(addresses)
                .containsExactlyInAnyOrderElementsOf(Topics.ALL.stream()
                        .map(topic -> topic.name(Topics.DEFAULT_PREFIX))
                        .toList());
        for (JsonNode channel : asyncApi.get("channels")) {
            Topic topic = Topics.ALL.stream()
                    .filter(known -> known.name(Topics.DEFAULT_PREFIX)
                            .equals(channel.get("address").stringValue()))
                    .findFirst()
                    .orElseThrow();
            JsonNode kafka = channel.at("/bindings/kafka");
            assertThat(kafka.get("partitions").intValue()).isEqualTo(topic.partitions());
            assertThat(kafka.at("/topicConfiguration/cleanup.policy/0").stringValue())
                    .isEqualToIgnoringCase(topic.cleanup().name());
            if (topic.cleanup() == Topic.Cleanup.DELETE) {
                assertThat(kafka.at("/topicConfiguration/retention.ms").longValue())
                        .isEqualTo(topic.retention().toMillis());
            }
            assertThat(channel.get("x-key").stringValue()).isEqualTo(topic.key());
        }
    }

    @Test
    void every_kind_of_problem_is_explained() {
        JsonNode explained = openApi.get("x-problems");
        for (ProblemType type : ProblemType.values()) {
            JsonNode problem = explained.path(type.type().replaceFirst("/problems/", ""));
            assertThat(problem.path("status").asInt())
                    .as(type.type())
                    .isEqualTo(type.status().value());
            assertThat(problem.path("title").asString()).isEqualTo(type.title());
            assertThat(problem.path("description").asString()).isNotBlank();
        }
        assertThat(explained.size()).isEqualTo(ProblemType.values().length);
    }

    @Test
    void every_event_type_is_a_message() {
        Set<String> types = new HashSet<>();
        for (EventFamily<?> family : EventFamily.ALL) {
            types.addAll(family.types().keySet());
        }
        Set<String> described = new HashSet<>();
        asyncApi.at("/components/messages")
                .forEach(message -> described.add(message.get("name").stringValue()));
        assertThat(described).isEqualTo(types);
    }

    private static Set<String> references(JsonNode node) {
        Set<String> found = new HashSet<>();
        for (JsonNode reference : node.findValues("$ref")) {
            found.add(reference.stringValue());
        }
        return found;
    }

    private static JsonNode read(String name) {
        return JSON.readTree(Assets.load().get(name).plain());
    }
}
