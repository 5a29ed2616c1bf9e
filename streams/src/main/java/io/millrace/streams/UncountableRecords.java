package io.millrace.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends records that a processor fails on to the dead letters, and goes on; but stops where the fault is not the record's:
 * a full disk or a broker that is away would else turn every click into a dead letter.
 */
public final class UncountableRecords implements ProcessingExceptionHandler {
    private final LogAndContinueProcessingExceptionHandler inner = new LogAndContinueProcessingExceptionHandler();
    private final Counter counter = Metrics.counter("millrace.records.uncountable");

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (exception instanceof KafkaException) {
            return Response.fail();
        }
        counter.increment();
        return inner.handleError(context, record, exception);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        inner.configure(configs);
    }
}
