package io.millrace.feedbuilder.fanout;

import io.millrace.streams.writeback.WriteBackStore;

/** Finds followers a bucket, in constant time, whatever their number; buckets with room are filled before a new one is opened. */
final class Buckets {
    private final WriteBackStore<String, Author> authors;
    private final WriteBackStore<BucketKey, Room> rooms;
    private final int size;

    Buckets(WriteBackStore<String, Author> authors, WriteBackStore<BucketKey, Room> rooms, int size) {
        this.size = size;
        this.authors = authors;
        this.rooms = rooms;
    }

    /**
     * Takes a place.
     *
     * @param partition where the follower's feed is
     * @return the bucket
     */
    int take(String name, int partition) {
        int bucket = authors.read(name).roomy[partition];
        if (bucket == Author.NONE) {
            Author author = authors.edit(name);
            bucket = partition + author.opened[partition] * Author.PARTITIONS;
            author.opened[partition]++;
            author.roomy[partition] = bucket;
        }
        Room room = rooms.edit(new BucketKey(name, bucket));
        room.members++;
        if (room.members == size) {
            authors.edit(name).roomy[partition] = room.next;
        }
        return bucket;
    }

    /** Gives a place back. */
    void leave(String name, int bucket) {
        Room room = rooms.edit(new BucketKey(name, bucket));
        if (room.members == size) {
            Author author = authors.edit(name);
            int partition = bucket % Author.PARTITIONS;
            room.next = author.roomy[partition];
            author.roomy[partition] = bucket;
        }
        room.members--;
    }
}
