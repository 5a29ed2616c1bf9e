package io.millrace.gateway.feed;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.graph.FollowGraph;
import io.millrace.gateway.keys.KeySecret;
import io.millrace.gateway.log.DeliveriesTail;
import io.millrace.gateway.log.EventLog;
import io.millrace.gateway.log.PullPostsListener;
import io.millrace.gateway.log.PullPostsTail;
import io.millrace.gateway.posts.LikeCounts;
import io.millrace.gateway.posts.PostAnswers;
import io.millrace.gateway.posts.PostsView;
import io.millrace.gateway.posts.Timelines;
import io.millrace.storage.feed.FeedReads;
import io.millrace.storage.feed.ReaderReads;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The routes of feeds. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeedSettings.class)
class FeedConfiguration {
    @Bean
    PullPosts pullPosts() {
        return new PullPosts(Clock.systemUTC());
    }

    @Bean
    PullPostsListener pullPostsMemory(PullPosts pulled) {
        return pulled::happened;
    }

    @Bean
    Feeds feeds(
            FeedReads feeds,
            ReaderReads readers,
            FollowGraph graph,
            Timelines timelines,
            PostsView posts,
            LikeCounts likes,
            EventLog events,
            PullPosts pulled,
            ObjectProvider<PullPostsTail> tail,
            FeedSettings settings) {
        Clock clock = Clock.systemUTC();
        FeedSources sources = new FeedSources(feeds, timelines, pulled, clock);
        return new Feeds(
                reader -> graph.of(reader).map(relations -> Followees.of(reader, relations)),
                new Presence(readers::find, events::append, settings.idle(), clock),
                new FeedPages(sources::window, posts::present, ranked -> likes.of(ranked, LikeCounts.RANKED)),
                () -> tail.getObject().hasCaughtUp());
    }

    @Bean
    Hints hints(Feeds feeds, DeliveriesTail deliveries, FeedSettings settings) {
        return new Hints(feeds::shown, deliveries::follow, settings, Clock.systemUTC());
    }

    @Bean
    RouterFunction<ServerResponse> feedRoutes(
            Callers callers, Feeds feeds, Hints hints, PostAnswers answers, KeySecret secret, FeedSettings settings) {
        FeedHandler handler = new FeedHandler(callers, feeds, new FeedCursors(secret), hints, answers, settings);
        return route().GET("/api/v1/feed", handler::page)
                .GET("/api/v1/feed/live", handler::live)
                .GET("/api/v1/feed/poll", handler::poll)
                .build();
    }
}
