package io.millrace.analytics.trending;

import io.millrace.streams.writeback.StoredForm;
import java.nio.ByteBuffer;

/** On how many posts a tag is, while that changes. */
final class TagCount {
    long posts;

    TagCount(long posts) {
        this.posts = posts;
    }

    /** How counts are stored. */
    static final class Form implements StoredForm<TagHour, TagCount> {
        @Override
        public byte[] key(TagHour key) {
            return key.toBytes();
        }

        @Override
        public byte[] value(TagHour key, TagCount count, int partition) {
            return ByteBuffer.allocate(Long.BYTES).putLong(count.posts).array();
        }

        @Override
        public TagCount read(byte[] value) {
            return new TagCount(ByteBuffer.wrap(value).getLong());
        }

        @Override
        public TagCount fresh() {
            return new TagCount(0);
        }
    }
}
