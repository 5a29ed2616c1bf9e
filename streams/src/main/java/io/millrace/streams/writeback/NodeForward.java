package io.millrace.streams.writeback;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;

/**
 * Passes records on from outside of a processor's {@code process}: from a flush, where Kafka Streams has no current node. Does
 * what the flush listeners of Kafka Streams' own caching stores do.
 */
public final class NodeForward<K, V> {
    private final InternalProcessorContext<K, V> context;
    private final ProcessorNode<?, ?, ?, ?> node;

    /** To be called in the processor's init, where the current node is that processor. */
    public NodeForward(ProcessorContext<K, V> context) {
        this.context = (InternalProcessorContext<K, V>) context;
        this.node = this.context.currentNode();
    }

    /** To every node after the processor's. */
    public void forward(Record<K, V> record) {
        fromNode(() -> context.forward(record));
    }

    /** To one of the nodes after the processor's. */
    public void forward(Record<K, V> record, String child) {
        fromNode(() -> context.forward(record, child));
    }

    private void fromNode(Runnable forward) {
        ProcessorNode<?, ?, ?, ?> nodeBefore = context.currentNode();
        ProcessorRecordContext recordBefore = context.recordContext();
        context.setCurrentNode(node);
        try {
            forward.run();
        } finally {
            context.setCurrentNode(nodeBefore);
            context.setRecordContext(recordBefore);
        }
    }
}
