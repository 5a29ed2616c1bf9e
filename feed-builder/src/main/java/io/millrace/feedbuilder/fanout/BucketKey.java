package io.millrace.feedbuilder.fanout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A bucket of an author's followers. In bytes, the buckets of an author stand together. */
record BucketKey(String author, int bucket) {
    byte[] toBytes() {
        byte[] name = author.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(name.length + 1 + Integer.BYTES)
                .put(name)
                .put((byte) 0)
                .putInt(bucket)
                .array();
    }
}
