package io.millrace.ingest.media;

import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.MediaEvent;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.ingest.log.EventAppender;
import io.millrace.ingest.log.LogClients;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.ingest.log.Shards;
import io.millrace.ingest.media.pictures.Pictures;
import io.millrace.ingest.posts.PostsProjection;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.links.EditClaims;
import io.millrace.storage.media.MediaClaims;
import io.millrace.storage.media.MediaReads;
import io.millrace.storage.media.MediaUploads;
import io.millrace.storage.media.MediaWrites;
import io.millrace.storage.posts.PostReads;
import io.millrace.storage.posts.PostWrites;
import java.time.Clock;
import java.util.function.Function;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The view of photos and videos, their renditions, and their end. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MediaSettings.class)
public class MediaModule {
    private static final int WAITING = 1_000;

    @Bean
    EventAppender<MediaEvent> mediaAppender(LogClients log) {
        return log.appender(Topics.MEDIA, EventFamily.MEDIA);
    }

    @Bean
    EventAppender<PostEvent> postsAppender(LogClients log) {
        return log.appender(Topics.POSTS, EventFamily.POSTS);
    }

    @Bean
    PostLog postLog(PostReads reads, EditClaims edits, EventAppender<PostEvent> postsAppender) {
        return new StoredPosts(reads, edits, postsAppender);
    }

    @Bean
    PendingPosts pendingPosts(
            MediaReads reads, MediaClaims claims, PostLog posts, EventAppender<MediaEvent> mediaAppender) {
        return new PendingPosts(reads, claims, posts, appending(mediaAppender), Clock.systemUTC());
    }

    @Bean
    ProjectionRunner<MediaEvent> mediaProjection(
            LogClients log,
            MediaReads reads,
            MediaWrites writes,
            BlobStore blobs,
            DueWrites due,
            PendingPosts pending,
            EventAppender<MediaEvent> mediaAppender) {
        return log.runner(new MediaProjection(reads, writes, blobs, due, pending, appending(mediaAppender)));
    }

    @Bean
    ProjectionRunner<PostEvent> postsProjection(LogClients log, PostWrites posts, PendingPosts pending, DueWrites due) {
        return log.runner(new PostsWithMedia(new PostsProjection(posts), pending, due, Clock.systemUTC()));
    }

    @Bean(destroyMethod = "dispose")
    Scheduler renditionThreads(MediaSettings settings) {
        return Schedulers.newBoundedElastic(settings.threadCount(), WAITING, "renditions");
    }

    @Bean
    ProjectionRunner<MediaEvent> renditionsProjection(
            LogClients log,
            MediaSettings settings,
            MediaReads reads,
            BlobStore blobs,
            Scheduler renditionThreads,
            EventAppender<MediaEvent> mediaAppender) {
        Pictures pictures = new Pictures(settings.decodeLimit(), settings.memoryBytes());
        // While some are decoded another one is fetched.
        int atOnce = settings.threadCount() + 1;
        return log.runner(new RenditionsProjection(
                reads,
                new Renderer(blobs, pictures, renditionThreads),
                appending(mediaAppender),
                atOnce,
                Clock.systemUTC()));
    }

    @Bean
    MediaExpiry mediaExpiry(
            ProjectionRunner<MediaEvent> mediaProjection,
            EventAppender<MediaEvent> mediaAppender,
            MediaReads reads,
            MediaClaims claims,
            PostLog posts) {
        return new MediaExpiry(
                new Shards(mediaProjection, mediaAppender), reads, claims, posts, appending(mediaAppender));
    }

    @Bean
    PendingExpiry pendingExpiry(
            ProjectionRunner<PostEvent> postsProjection,
            EventAppender<PostEvent> postsAppender,
            PostLog posts,
            PendingPosts pending) {
        return new PendingExpiry(new Shards(postsProjection, postsAppender), posts, pending);
    }

    @Bean
    MediaObjects mediaObjects(
            ProjectionRunner<MediaEvent> mediaProjection, EventAppender<MediaEvent> mediaAppender, MediaReads reads) {
        return new MediaObjects(new Shards(mediaProjection, mediaAppender), reads);
    }

    @Bean
    UploadObjects uploadObjects(
            ProjectionRunner<MediaEvent> mediaProjection,
            EventAppender<MediaEvent> mediaAppender,
            MediaUploads uploads) {
        return new UploadObjects(new Shards(mediaProjection, mediaAppender), uploads);
    }

    @Bean
    OwnedMedia ownedMedia(MediaReads reads, MediaWrites writes, EventAppender<MediaEvent> mediaAppender) {
        return new OwnedMedia(reads, writes, appending(mediaAppender), Clock.systemUTC());
    }

    private static Function<MediaEvent, Mono<Void>> appending(EventAppender<MediaEvent> appender) {
        return event -> appender.append(event.media().id().toString(), event);
    }
}
