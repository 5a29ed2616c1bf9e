package io.millrace.contracts.event;

/** The record headers of CloudEvents 1.0 in the binary mode of its Kafka binding. */
public final class EventHeaders {
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";
    public static final String CONTENT_TYPE = "content-type";

    /** A tick proves that the path from the broker to a reader is open. It has a key and no meaning; readers skip it. */
    public static final String TICK_TYPE = "millrace.tick";

    private EventHeaders() {}
}
