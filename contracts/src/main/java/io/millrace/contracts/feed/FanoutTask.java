package io.millrace.contracts.feed;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;

/**
 * What is to be done with a bucket of an author's followers. The tasks of a bucket are in the partition of the topic that has
 * the number of the partition of its members' feeds, in one order, so a post reaches those who were members at its place in it.
 */
public sealed interface FanoutTask {
    OwnerId author();

    /** The bucket's number; all its members have their feed in the partition {@code bucket % partitions} of the deliveries. */
    int bucket();

    <R> R accept(Handler<R> handler);

    /** One case for each task. */
    interface Handler<R> {
        R deliver(Deliver task);

        R enrol(Enrol task);

        R withdraw(Withdraw task);
    }

    /**
     * Every member receives the post, and so does every member of the author's other buckets of the same partition up to one.
     *
     * @param bucket the first bucket
     * @param last the last bucket; the same one, or one of the same partition after it
     */
    record Deliver(OwnerId author, int bucket, int last, PostId post) implements FanoutTask {
        public Deliver {
            requireNonNull(author, "author");
            requireNonNull(post, "post");
            if (bucket < 0 || last < bucket) {
                throw new IllegalArgumentException("No buckets " + bucket + " to " + last);
            }
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.deliver(this);
        }
    }

    /** Somebody becomes a member. */
    record Enrol(OwnerId author, int bucket, OwnerId follower) implements FanoutTask {
        public Enrol {
            requireNonNull(author, "author");
            requireNonNull(follower, "follower");
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.enrol(this);
        }
    }

    /** Somebody is no longer a member. */
    record Withdraw(OwnerId author, int bucket, OwnerId follower) implements FanoutTask {
        public Withdraw {
            requireNonNull(author, "author");
            requireNonNull(follower, "follower");
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.withdraw(this);
        }
    }
}
