package io.millrace.contracts.feed;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;

/**
 * What is to be done with one bucket of an author's followers. The tasks of a bucket are in one partition in one order, so a
 * post reaches exactly those who were members at its place in that order.
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

    /** Every member receives the post. */
    record Deliver(OwnerId author, int bucket, PostId post) implements FanoutTask {
        public Deliver {
            requireNonNull(author, "author");
            requireNonNull(post, "post");
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
