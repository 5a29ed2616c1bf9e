package io.millrace.feedbuilder.fanout;

import static io.millrace.feedbuilder.fanout.Edges.micros;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.feed.FanoutTask;
import io.millrace.contracts.feed.PullPost;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.feedbuilder.counts.Tally;
import io.millrace.feedbuilder.fanout.StampedPosts.Stamped;
import io.millrace.feedbuilder.records.Destination;
import io.millrace.feedbuilder.records.Outgoing;
import io.millrace.streams.writeback.WriteBackStore;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a post gets into feeds when it first reaches followers, and has it delivered or fetched. What happens to it later
 * follows that decision, whatever becomes of the author: nothing that was pushed is pulled too.
 */
final class StampPosts extends NamingProcessor<PostEvent> {
    private final Outgoing outgoing = new Outgoing("/feed-builder/posts");
    private final FanoutSettings settings;
    private final MeterRegistry meters;
    private WriteBackStore<String, Author> authors;
    private WriteBackStore<String, Tally> followers;
    private StampedPosts posts;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    StampPosts(FanoutSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<Destination, byte[]> context) {
        super.init(context);
        authors = context.getStateStore(ControlTopology.AUTHORS);
        followers = context.getStateStore(ControlTopology.FOLLOWERS);
        posts = new StampedPosts(context.getStateStore(ControlTopology.POSTS));
    }

    @Override
    void decide(PostEvent event) {
        Post post = event.post();
        Stamped before = posts.find(post.author(), post.id());
        boolean deleted = event.accept(IS_DELETION);
        if (before != null && (before.deleted() || (!deleted && before.version() >= post.version()))) {
            return;
        }
        Instant at = authors.edit(post.author().value()).passed(event.accept(MOMENT));
        if (before == null) {
            posts.forgetPast(post.author(), at);
        }
        boolean reaches = !deleted && post.reachesFollowers() && !StampedPosts.isPast(post.id(), at);
        Mode mode = before == null ? null : before.mode();
        if (reaches && mode == null) {
            mode = modeOf(post.author().value(), at);
            meters.counter("millrace.feed.posts", "mode", mode == Mode.PUSH ? "push" : "pull")
                    .increment();
        }
        posts.put(post.author(), post.id(), new Stamped(post.version(), mode, reaches, deleted));
        if (reaches != (before != null && before.reaches())) {
            changed(post, mode, reaches);
        }
    }

    /** What was pushed stays where it is when it is hidden: readers leave out what they may not see. */
    private void changed(Post post, @Nullable Mode mode, boolean reaches) {
        if (mode == Mode.PULL) {
            PullPost pull = new PullPost(post.author(), post.id(), !reaches);
            context().forward(outgoing.pullPost(pull, nextId(), now()), ControlTopology.PULL_POSTS);
        } else if (reaches) {
            deliver(post);
        }
    }

    /** One task for each partition, however many buckets: who makes the deliveries divides the work. */
    private void deliver(Post post) {
        int[] opened = authors.read(post.author().value()).opened;
        for (int p = 0; p < Author.PARTITIONS; p++) {
            if (opened[p] > 0) {
                int last = p + (opened[p] - 1) * Author.PARTITIONS;
                FanoutTask task = new FanoutTask.Deliver(post.author(), p, last, post.id());
                context().forward(outgoing.task(task, nextId(), now()), ControlTopology.TASKS);
            }
        }
    }

    private Mode modeOf(String name, Instant at) {
        Mode mode = authors.read(name).mode;
        long count = followers.read(name).value();
        boolean other = mode == Mode.PUSH ? count >= settings.pullFrom() : count < settings.pushBelow();
        if (!other || !hasDwelt(authors.read(name).modeSince, at)) {
            return mode;
        }
        Author author = authors.edit(name);
        author.mode = mode == Mode.PUSH ? Mode.PULL : Mode.PUSH;
        author.modeSince = micros(at);
        return author.mode;
    }

    private boolean hasDwelt(long since, Instant at) {
        return since == Long.MIN_VALUE || micros(at.minus(settings.dwell())) >= since;
    }

    private static final PostEvent.Handler<Boolean> IS_DELETION = new PostEvent.Handler<>() {
        @Override
        public Boolean created(PostEvent.PostCreated event) {
            return false;
        }

        @Override
        public Boolean edited(PostEvent.PostEdited event) {
            return false;
        }

        @Override
        public Boolean deleted(PostEvent.PostDeleted event) {
            return true;
        }
    };

    private static final PostEvent.Handler<Instant> MOMENT = new PostEvent.Handler<>() {
        @Override
        public Instant created(PostEvent.PostCreated event) {
            return event.post().id().time();
        }

        @Override
        public Instant edited(PostEvent.PostEdited event) {
            return event.at();
        }

        @Override
        public Instant deleted(PostEvent.PostDeleted event) {
            return event.at();
        }
    };
}
