package io.millrace.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.event.Samples.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the wire format still. A golden file is what some released writer wrote, and stays for ever: a change that no longer
 * reads it, or that writes the same event otherwise, breaks consumers. New samples may be added
 * ({@code -Dgolden.write=true} writes those that are missing and never changes one); an old one is never edited.
 */
class GoldenSamplesTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/golden");
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static Stream<Sample<?>> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_writer_writes_what_the_golden_sample_says(Sample<?> sample) throws IOException {
        Path file = DIRECTORY.resolve(sample.name() + ".json");
        String written = write(sample);
        if (!Files.exists(file) && Boolean.getBoolean("golden.write")) {
            Files.writeString(file, written);
        }
        assertThat(PRETTY.readTree(written)).isEqualTo(PRETTY.readTree(Files.readString(file)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_reader_gets_the_same_event_out_of_the_golden_sample(Sample<?> sample) throws IOException {
        assertThat(read(sample, golden(sample).get("value")))
                .usingRecursiveComparison()
                .isEqualTo(sample.event());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_reader_ignores_fields_that_a_newer_writer_adds(Sample<?> sample) throws IOException {
        JsonNode value = golden(sample).get("value");
        addUnknownFields(value, true);
        assertThat(read(sample, value)).usingRecursiveComparison().isEqualTo(sample.event());
    }

    @Test
    void every_golden_file_is_still_read() throws IOException {
        List<String> names = samples().map(Sample::name).collect(Collectors.toList());
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", "")))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void every_event_type_has_a_golden_sample() {
        List<String> types = new ArrayList<>();
        for (EventFamily<?> family : EventFamily.ALL) {
            types.addAll(family.types().keySet());
        }
        assertThat(samples().map(sample -> sample.name().replaceFirst("\\.[a-z]+$", "")))
                .containsAll(types);
    }

    static JsonNode golden(Sample<?> sample) throws IOException {
        return PRETTY.readTree(Files.readString(DIRECTORY.resolve(sample.name() + ".json")));
    }

    private static <E> String write(Sample<E> sample) {
        EventCodec<E> codec = new EventCodec<>(sample.family());
        Map<String, String> headers = new LinkedHashMap<>();
        codec.headers(sample.event())
                .forEach((name, value) -> headers.put(name, new String(value, StandardCharsets.UTF_8)));
        ObjectNode golden = PRETTY.createObjectNode();
        golden.putPOJO("headers", headers);
        golden.set("value", PRETTY.readTree(codec.value(sample.event().data())));
        return PRETTY.writeValueAsString(golden) + "\n";
    }

    /** Reads the value under the headers of the sample's golden file. */
    static <E> Event<E> read(Sample<E> sample, JsonNode value) throws IOException {
        JsonNode golden = golden(sample);
        return new EventCodec<>(sample.family()).read(name -> header(golden, name), PRETTY.writeValueAsBytes(value));
    }

    private static byte[] header(JsonNode golden, String name) {
        JsonNode header = golden.get("headers").get(name);
        return header == null ? null : header.stringValue().getBytes(StandardCharsets.UTF_8);
    }

    /** Adds a field to every object that is a record and not a map. */
    private static void addUnknownFields(JsonNode node, boolean isRecord) {
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(entry -> addUnknownFields(
                            entry.getValue(), isRecord && !entry.getKey().equals("counts")));
            if (isRecord) {
                object.put("addedLater", "something");
            }
        }
    }
}
