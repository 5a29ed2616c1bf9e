package io.millrace.ingest.posts;

import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.Like;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.ingest.log.EventAppender;
import io.millrace.ingest.log.LogClients;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.storage.links.EditClaims;
import io.millrace.storage.posts.CountWrites;
import io.millrace.storage.posts.LikeReads;
import io.millrace.storage.posts.LikeWrites;
import io.millrace.storage.posts.PostReads;
import io.millrace.storage.posts.PostWrites;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The views of likes and counts, and the end of what an account posted. The view of posts waits for media, and is made there. */
@Configuration(proxyBeanMethods = false)
public class PostsModule {
    @Bean
    EventAppender<Like> likesAppender(LogClients log) {
        return log.appender(Topics.LIKES, EventFamily.LIKES);
    }

    @Bean
    ProjectionRunner<?> likesProjection(LogClients log, LikeWrites likes) {
        return log.runner(new LikesProjection(likes));
    }

    @Bean
    ProjectionRunner<?> countsProjection(LogClients log, CountWrites counts) {
        return log.runner(new CountsProjection(counts));
    }

    @Bean
    OwnedPosts ownedPosts(
            PostReads reads, PostWrites writes, EditClaims edits, EventAppender<PostEvent> postsAppender) {
        return new OwnedPosts(reads, writes, edits, postsAppender);
    }

    @Bean
    OwnedLikes ownedLikes(LikeReads reads, LikeWrites writes, EventAppender<Like> likesAppender) {
        return new OwnedLikes(reads, writes, likesAppender);
    }
}
