package io.millrace.gateway.posts;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import com.github.benmanes.caffeine.cache.Ticker;
import io.millrace.contracts.posts.Count;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.GatewayProperties;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.graph.PostAudience;
import io.millrace.gateway.ids.TimeOrderedIds;
import io.millrace.gateway.keys.Versions;
import io.millrace.gateway.log.EventLog;
import io.millrace.gateway.log.Freshness;
import io.millrace.gateway.log.PostsListener;
import io.millrace.gateway.media.MediaAudience;
import io.millrace.gateway.media.MediaCheck;
import io.millrace.gateway.roles.RouteGroup;
import io.millrace.gateway.roles.RoutesOf;
import io.millrace.storage.media.MediaClaims;
import io.millrace.storage.posts.CountReads;
import io.millrace.storage.posts.LikeReads;
import io.millrace.storage.posts.PostReads;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Posts and their routes. */
@Configuration(proxyBeanMethods = false)
class PostsConfiguration {
    private static final long CACHE_BYTES = 32L << 20;

    @Bean
    PostsView postsView(PostReads reads, Freshness freshness) {
        return new PostsView(reads::findAll, freshness, CACHE_BYTES);
    }

    @Bean
    Timelines timelines(PostReads reads, PostsView posts, PostAudience audience, Freshness freshness) {
        return new Timelines(reads, posts, audience, freshness);
    }

    @Bean
    RecentLikes recentLikes(LikeReads reads) {
        return new RecentLikes(reads);
    }

    @Bean
    LikeCounts likeCounts(CountReads counts) {
        return new LikeCounts(
                posts -> counts.values(
                                Count.Of.LIKES,
                                posts.stream().map(PostId::toString).toList())
                        .map(values -> values.entrySet().stream()
                                .collect(Collectors.toMap(count -> PostId.parse(count.getKey()), Map.Entry::getValue))),
                Ticker.systemTicker());
    }

    @Bean
    PostAnswers postAnswers(LikeCounts counts, RecentLikes likes, GatewayProperties properties) {
        return new PostAnswers(counts, likes, properties.publicUrl());
    }

    @Bean
    @Order(3)
    PostExport postExport(PostReads reads, PostsView posts, LikeReads likes, GatewayProperties properties) {
        return new PostExport(reads, posts, likes, properties.publicUrl());
    }

    /** For the pictures of posts. */
    @Bean
    MediaAudience postedMedia(MediaClaims claims, PostsView view, PostAudience audience) {
        return new PostedMedia(claims, view, audience);
    }

    @Bean
    PostsHandler postsHandler(
            Callers callers,
            PostsView view,
            PostAudience audience,
            TimeOrderedIds ids,
            MediaCheck media,
            Versions versions,
            EventLog events,
            RecentLikes likes,
            List<PostsListener> listeners,
            PostAnswers answers,
            Timelines timelines) {
        PostCommands commands = new PostCommands(ids, media, versions, events, likes, listeners, Clock.systemUTC());
        return new PostsHandler(new PostAccess(callers, view, audience), commands, answers, timelines);
    }

    @Bean
    @RoutesOf(RouteGroup.UPLOAD)
    RouterFunction<ServerResponse> postWritingRoutes(PostsHandler posts) {
        return route().POST("/api/v1/posts", posts::create)
                .PATCH("/api/v1/posts/{id}", posts::edit)
                .DELETE("/api/v1/posts/{id}", posts::delete)
                .PUT("/api/v1/posts/{id}/like", posts::like)
                .DELETE("/api/v1/posts/{id}/like", posts::unlike)
                .build();
    }

    @Bean
    @RoutesOf(RouteGroup.VIEW)
    RouterFunction<ServerResponse> postReadingRoutes(PostsHandler posts) {
        return route().GET("/api/v1/posts/{id}", posts::read)
                .GET("/api/v1/users/{name}/posts", posts::timeline)
                .build();
    }
}
