package io.millrace.gateway.clicks;

/** Takes clicks from the threads that answer visits; never waits. */
interface ClickSink {
    /**
     * Takes an entry.
     *
     * @return false if there was no room and the entry was dropped and counted
     */
    boolean append(byte[] entry, int length);
}
