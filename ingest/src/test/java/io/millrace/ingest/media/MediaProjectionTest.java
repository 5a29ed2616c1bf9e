package io.millrace.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.Attachment;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.MediaEvent;
import io.millrace.contracts.posts.MediaId;
import io.millrace.contracts.posts.MediaKind;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.ingest.TestLog;
import io.millrace.ingest.expiry.ExpiryTarget.Verdict;
import io.millrace.ingest.log.EventAppender;
import io.millrace.ingest.log.Partitions;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.ingest.log.Shards;
import io.millrace.ingest.media.pictures.Pictures;
import io.millrace.ingest.media.pictures.Samples;
import io.millrace.ingest.posts.PostsProjection;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.blobs.StoredBlob;
import io.millrace.storage.blobs.directory.DirectoryBlobStore;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.links.EditClaims;
import io.millrace.storage.media.MediaClaims;
import io.millrace.storage.media.MediaReads;
import io.millrace.storage.media.MediaWrites;
import io.millrace.storage.posts.PostReads;
import io.millrace.storage.posts.PostWrites;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** From the topics of media and posts to tables, objects and what follows, on real engines. */
class MediaProjectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final OwnerId ADA = new OwnerId("ada");

    @TempDir
    Path objects;

    private final AtomicInteger sequence = new AtomicInteger();
    private final Scheduler threads = Schedulers.newBoundedElastic(2, 100, "renditions-of-test");
    private Cassandra cassandra;
    private BlobStore blobs;
    private MediaReads reads;
    private MediaClaims claims;
    private PostReads posts;
    private TestLog log;
    private EventAppender<MediaEvent> mediaAppender;
    private EventAppender<PostEvent> postsAppender;
    private ProjectionRunner<MediaEvent> view;
    private ProjectionRunner<MediaEvent> renditions;
    private ProjectionRunner<PostEvent> postsView;
    private MediaExpiry expiry;

    @BeforeEach
    void open() {
        cassandra = Cassandra.connect(
                CassandraSettings.of(SharedRuntime.engines().cassandra(), SharedRuntime.emptyKeyspace()));
        blobs = new DirectoryBlobStore(objects, 2);
        reads = new MediaReads(cassandra);
        claims = new MediaClaims(cassandra);
        posts = new PostReads(cassandra);
        log = new TestLog();
        mediaAppender = new EventAppender<>(log.address(), Topics.MEDIA, EventFamily.MEDIA);
        postsAppender = new EventAppender<>(log.address(), Topics.POSTS, EventFamily.POSTS);
        Function<MediaEvent, Mono<Void>> onward =
                event -> mediaAppender.append(event.media().id().toString(), event);
        PostLog postLog = new StoredPosts(posts, new EditClaims(cassandra), postsAppender);
        PendingPosts pending = new PendingPosts(reads, claims, postLog, onward, Clock.systemUTC());
        DueWrites due = new DueWrites(cassandra);
        view = new ProjectionRunner<>(
                new MediaProjection(reads, new MediaWrites(cassandra), blobs, due, pending, onward),
                log.address(),
                new SimpleMeterRegistry());
        Renderer renderer = new Renderer(blobs, new Pictures(Duration.ofSeconds(10), 128L << 20), threads);
        renditions = new ProjectionRunner<>(
                new RenditionsProjection(reads, renderer, onward, 3, Clock.systemUTC()),
                log.address(),
                new SimpleMeterRegistry());
        postsView = new ProjectionRunner<>(
                new PostsWithMedia(new PostsProjection(new PostWrites(cassandra)), pending, due, Clock.systemUTC()),
                log.address(),
                new SimpleMeterRegistry());
        expiry = new MediaExpiry(new Shards(view, mediaAppender), reads, claims, postLog, onward);
    }

    @AfterEach
    void close() {
        view.stop();
        renditions.stop();
        postsView.stop();
        mediaAppender.close();
        postsAppender.close();
        log.close();
        cassandra.close();
        blobs.close();
        threads.dispose();
    }

    @Test
    void aPhotoIsRenderedOnceAndItsEventAgainChangesNothing() {
        Media photo = uploaded(Samples.tellingJpeg(2_000, 1_500, 6));
        view.start();
        renditions.start();
        Media ready = settled(photo.id());
        assertThat(ready.state()).isEqualTo(Media.State.READY);
        assertThat(ready.width()).isEqualTo(1_500);
        assertThat(ready.height()).isEqualTo(2_000);
        assertThat(ready.renditions()).extracting(Media.Rendition::name).containsExactly("1080", "640", "square");
        assertThat(names(photo.id())).hasSize(4);

        append(new MediaEvent.MediaUploaded(photo));
        awaitAcknowledged("renditions");
        awaitAcknowledged("media");
        assertThat(reads.find(photo.id()).block(LIMIT)).isEqualTo(ready);
        assertThat(names(photo.id())).hasSize(4);
        assertThat(log.events(Topics.MEDIA, EventFamily.MEDIA))
                .filteredOn(MediaEvent.MediaRendered.class::isInstance)
                .hasSize(1);
    }

    @Test
    void aBrokenPictureFailsWithAReasonAndDoesNotKeepOthersWaiting() {
        Media broken = uploaded(Samples.joined(Samples.jpeg(8, 8), new byte[0]), 40);
        Media sound = uploaded(Samples.png(80, 60));
        view.start();
        renditions.start();
        assertThat(settled(sound.id()).state()).isEqualTo(Media.State.READY);
        Media failed = settled(broken.id());
        assertThat(failed.state()).isEqualTo(Media.State.FAILED);
        assertThat(failed.failure()).contains("ends too early");
        assertThat(log.deadLetters(Topics.MEDIA)).isEmpty();
    }

    @Test
    void aPostIsShownWhenTheLastOfItsPhotosIsThereWhicheverViewIsFirst() {
        Media one = uploaded(Samples.png(80, 60));
        Media other = uploaded(Samples.jpeg(60, 80));
        Post post = posted(one, other);
        Media late = uploaded(Samples.gif(20, 20));
        Post alsoPosted = posted(late);
        // The post's view is there long before the first rendition.
        postsView.start();
        await().atMost(LIMIT).until(() -> posts.find(alsoPosted.id()).block(LIMIT) != null);
        view.start();
        renditions.start();
        Post shown = shown(post.id());
        assertThat(shown.state()).isEqualTo(Post.State.READY);
        assertThat(shown.version()).isEqualTo(2);
        assertThat(shown.media()).extracting(Attachment::width).containsExactly(80, 60);
        assertThat(shown.media()).extracting(Attachment::alt).containsExactly("A mill", "A mill");
        assertThat(shown(alsoPosted.id()).state()).isEqualTo(Post.State.READY);
        // And the other way about: all is rendered before the post is heard of.
        postsView.stop();
        Media early = uploaded(Samples.png(30, 30));
        settled(early.id());
        Post afterwards = posted(early);
        postsView.start();
        assertThat(shown(afterwards.id()).version()).isEqualTo(2);
    }

    @Test
    void aPostWithAPictureThatCannotBeShownFails() {
        Post post = posted(uploaded(Samples.jpeg(40, 40), 100), uploaded(Samples.png(4, 4)));
        view.start();
        renditions.start();
        postsView.start();
        assertThat(shown(post.id()).state()).isEqualTo(Post.State.FAILED);
    }

    @Test
    void aDeletedPostTakesItsPhotosAndTheirBytesWithIt() {
        Media photo = uploaded(Samples.png(40, 40));
        Post post = posted(photo);
        view.start();
        renditions.start();
        postsView.start();
        Post shown = shown(post.id());
        append(new PostEvent.PostDeleted(shown.emptied(), Instant.now()), shown);
        await().atMost(LIMIT)
                .until(() -> reads.find(photo.id()).blockOptional(LIMIT).isEmpty());
        await().atMost(LIMIT).until(() -> names(photo.id()).isEmpty());
    }

    @Test
    void aRenditionThatComesAfterTheDeletionIsDeletedAgain() {
        Media photo = uploaded(Samples.png(40, 40));
        append(new MediaEvent.MediaDeleted(photo.emptied(), Instant.now()));
        Media tooLate = new Media(
                photo.id(), ADA, photo.kind(), photo.original(), Media.State.READY, 40, 40, null, List.of(), null);
        append(new MediaEvent.MediaRendered(tooLate, Instant.now()));
        view.start();
        await().atMost(LIMIT).untilAsserted(() -> {
            List<MediaEvent> events = log.events(Topics.MEDIA, EventFamily.MEDIA);
            assertThat(events.get(events.size() - 1)).isInstanceOf(MediaEvent.MediaDeleted.class);
            assertThat(events).hasSize(4);
        });
        assertThat(reads.find(photo.id()).blockOptional(LIMIT)).isEmpty();
    }

    @Test
    void whatNoPostTakesEndsAfterADayAndWhatOneHasDoesNot() {
        Media alone = uploaded(Samples.png(4, 4));
        Media posted = uploaded(Samples.png(4, 4));
        Post post = posted(posted);
        Media promised = uploaded(Samples.png(4, 4));
        PostId neverMade = new PostId(next());
        claims.take(promised.id(), neverMade).block(LIMIT);
        view.start();
        postsView.start();
        await().atMost(LIMIT)
                .until(() -> posts.find(post.id()).blockOptional(LIMIT).isPresent());
        await().atMost(LIMIT)
                .until(() -> reads.findAll(List.of(alone.id(), posted.id(), promised.id()))
                                .block(LIMIT)
                                .size()
                        == 3);
        Instant soon = Instant.now().plus(Duration.ofHours(23));
        Instant tomorrow = Instant.now().plus(Duration.ofHours(25));
        assertThat(purge(alone, soon)).isEqualTo(Verdict.NOTHING_DUE);
        assertThat(purge(alone, tomorrow)).isEqualTo(Verdict.PURGED);
        assertThat(purge(posted, tomorrow)).isEqualTo(Verdict.NOTHING_DUE);
        assertThat(purge(promised, tomorrow)).isEqualTo(Verdict.PURGED);
        assertThat(claims.take(alone.id(), new PostId(next())).block(LIMIT)).isFalse();
        await().atMost(LIMIT)
                .until(() -> reads.find(alone.id()).blockOptional(LIMIT).isEmpty());
        assertThat(reads.find(posted.id()).block(LIMIT)).isNotNull();
    }

    private Verdict purge(Media media, Instant now) {
        return expiry.purge(media.id().toString(), now).block(LIMIT);
    }

    private long next() {
        return TimeOrderedId.of(System.currentTimeMillis(), 1, sequence.incrementAndGet());
    }

    private Media uploaded(byte[] file) {
        return uploaded(file, file.length);
    }

    /** @param length how much of the file arrives */
    private Media uploaded(byte[] file, int length) {
        MediaId id = new MediaId(next());
        BlobRef blob = blobs.put(new BlobKey("media/" + id + "/original"), Flux.just(ByteBuffer.wrap(file, 0, length)))
                .block(LIMIT);
        Media media = new Media(id, ADA, MediaKind.JPEG, blob, Media.State.UPLOADED, 0, 0, null, List.of(), null);
        append(new MediaEvent.MediaUploaded(media));
        return media;
    }

    private Post posted(Media... photos) {
        PostId id = new PostId(next());
        List<Attachment> attachments = Arrays.stream(photos)
                .map(media -> new Attachment(media.id(), media.kind(), "A mill", 0, 0, null))
                .toList();
        for (Media media : photos) {
            assertThat(claims.take(media.id(), id).block(LIMIT)).isTrue();
        }
        Post post =
                new Post(id, ADA, null, "Mills", attachments, Set.of(), Audience.PUBLIC, Post.State.PENDING, null, 1);
        append(new PostEvent.PostCreated(post), post);
        return post;
    }

    private void append(MediaEvent event) {
        log.append(Topics.MEDIA, EventFamily.MEDIA, event.media().id().toString(), event);
        log.flush();
    }

    private void append(PostEvent event, Post post) {
        int partition = Partitions.of(Topics.POSTS, post.author().value());
        log.append(Topics.POSTS, partition, EventFamily.POSTS, post.id().toString(), event);
        log.flush();
    }

    private Media settled(MediaId id) {
        return await().atMost(LIMIT)
                .until(
                        () -> reads.find(id).block(LIMIT),
                        media -> media != null && media.state() != Media.State.UPLOADED);
    }

    private Post shown(PostId id) {
        return await().atMost(LIMIT)
                .until(
                        () -> posts.find(id).block(LIMIT),
                        stored -> stored != null && stored.post().state() != Post.State.PENDING)
                .post();
    }

    private void awaitAcknowledged(String projection) {
        await().atMost(LIMIT)
                .until(() -> log.acknowledged(projection)
                        >= log.events(Topics.MEDIA, EventFamily.MEDIA).size());
    }

    private List<BlobKey> names(MediaId id) {
        return blobs.list("media/" + id + "/")
                .map(StoredBlob::key)
                .collectList()
                .block(LIMIT);
    }
}
