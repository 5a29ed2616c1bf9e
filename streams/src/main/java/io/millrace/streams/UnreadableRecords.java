package io.millrace.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/** Sends records that cannot be read to the dead letters, with the cause in their headers, and goes on. */
public final class UnreadableRecords implements DeserializationExceptionHandler {
    private final LogAndContinueExceptionHandler inner = new LogAndContinueExceptionHandler();
    private final Counter counter = Metrics.counter("millrace.records.unreadable");

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        counter.increment();
        return inner.handleError(context, record, exception);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        inner.configure(configs);
    }
}
