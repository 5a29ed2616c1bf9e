package io.millrace.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.millrace.contracts.event.Samples.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The published schemas say what the writers write: no more, no less. */
class SchemasTest {
    private static final String BASE = "https://schemas.example/";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(
                    iri -> iri.startsWith(BASE) ? Schemas.find(iri.substring(BASE.length(), iri.length() - 5)) : null));

    static Stream<Sample<?>> samples() {
        return Samples.all();
    }

    @Test
    void every_event_type_has_a_schema() {
        for (EventFamily<?> family : EventFamily.ALL) {
            assertThat(Schemas.NAMES).containsAll(family.types().keySet());
        }
        assertThat(Schemas.NAMES)
                .allSatisfy(name -> assertThat(Schemas.find(name)).isNotNull());
        assertThat(Schemas.find("../schemas/link")).isNull();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_schema_accepts_what_is_written(Sample<?> sample) throws IOException {
        JsonNode value = GoldenSamplesTest.golden(sample).get("value");
        assertThat(schema(sample).validate(value)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_schema_describes_every_field_that_is_written(Sample<?> sample) throws IOException {
        JsonNode value = GoldenSamplesTest.golden(sample).get("value");
        assertThat(fieldsOf(parse(schemaName(sample)))).containsAll(fieldNames(value));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void the_samples_of_a_type_have_every_field_of_its_schema(Sample<?> sample) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Sample<?> other : samples().toList()) {
            if (schemaName(other).equals(schemaName(sample))) {
                names.addAll(fieldNames(GoldenSamplesTest.golden(other).get("value")));
            }
        }
        assertThat(names).isEqualTo(fieldsOf(parse(schemaName(sample))));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_value_without_a_required_field_is_refused_by_schema_and_reader_alike(Sample<?> sample) throws IOException {
        ObjectNode value = (ObjectNode) GoldenSamplesTest.golden(sample).get("value");
        for (JsonNode required : parse(schemaName(sample)).get("required")) {
            ObjectNode broken = value.deepCopy();
            broken.remove(required.stringValue());
            assertThat(schema(sample).validate((JsonNode) broken))
                    .as("without %s", required)
                    .isNotEmpty();
            assertThatThrownBy(() -> GoldenSamplesTest.read(sample, broken))
                    .as("without %s", required)
                    .isInstanceOf(UnreadableEvent.class);
        }
    }

    /** The paths of all fields of a value; below a map only the map itself. */
    private static Set<String> fieldNames(JsonNode value) {
        Set<String> names = new TreeSet<>();
        value.properties().forEach(entry -> {
            names.add(entry.getKey());
            if (entry.getValue().isObject() && !entry.getKey().equals("counts")) {
                fieldNames(entry.getValue()).forEach(name -> names.add(entry.getKey() + "." + name));
            }
        });
        return names;
    }

    private static Set<String> fieldsOf(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.path("properties").properties().forEach(entry -> {
            names.add(entry.getKey());
            JsonNode property = entry.getValue();
            if (property.has("$ref")) {
                property = parse(property.get("$ref").stringValue().replace(".json", ""));
            }
            fieldsOf(property).forEach(name -> names.add(entry.getKey() + "." + name));
        });
        return names;
    }

    private static Schema schema(Sample<?> sample) {
        return REGISTRY.getSchema(SchemaLocation.of(BASE + schemaName(sample) + ".json"));
    }

    private static String schemaName(Sample<?> sample) {
        return sample.name().replaceFirst("\\.[a-z]+$", "");
    }

    private static JsonNode parse(String name) {
        return Json.MAPPER.readTree(Schemas.find(name));
    }

    @Test
    void a_schema_that_may_grow_forbids_no_unknown_field() {
        List<String> closed = new ArrayList<>();
        for (String name : Schemas.NAMES) {
            if (parse(name).path("additionalProperties").isBoolean()
                    || parse(name).has("unevaluatedProperties")) {
                closed.add(name);
            }
        }
        assertThat(closed).isEmpty();
    }
}
