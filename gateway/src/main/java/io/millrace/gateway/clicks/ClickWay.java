package io.millrace.gateway.clicks;

/** The way of clicks while a gateway runs, and what it says of itself. */
interface ClickWay extends AutoCloseable {
    ClickSink sink();

    void start();

    /** Clicks that the brokers have acknowledged. */
    long shipped();

    /** Clicks that were lost for want of room. */
    long dropped();

    /** Bytes that wait to be shipped. */
    long backlogBytes();

    /** Clicks that wait where a kill would lose them. */
    long unsafe();

    @Override
    void close();
}
