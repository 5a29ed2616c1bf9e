package io.millrace.storage.telemetry;

import io.millrace.contracts.event.Json;
import io.millrace.contracts.telemetry.Dimension;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/** The counts of a rollup in one column: as the JSON that the log has. */
final class CountsCodec {
    private static final TypeReference<Map<Dimension, Map<String, Long>>> TYPE = new TypeReference<>() {};
    private static final ObjectWriter WRITER = Json.MAPPER.writerFor(TYPE);
    private static final ObjectReader READER = Json.MAPPER.readerFor(TYPE);

    private CountsCodec() {}

    static byte[] encode(Map<Dimension, Map<String, Long>> counts) {
        return WRITER.writeValueAsBytes(counts);
    }

    static Map<Dimension, Map<String, Long>> decode(byte[] bytes) {
        return READER.readValue(bytes);
    }
}
