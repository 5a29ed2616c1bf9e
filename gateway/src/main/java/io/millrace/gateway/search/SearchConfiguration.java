package io.millrace.gateway.search;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.graph.PostAudience;
import io.millrace.gateway.posts.PostAnswers;
import io.millrace.gateway.posts.PostsView;
import io.millrace.storage.accounts.AccountReads;
import io.millrace.storage.graph.GraphReads;
import io.millrace.storage.search.PostIndexReads;
import io.millrace.storage.search.UserIndexReads;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Search and its route. */
@Configuration(proxyBeanMethods = false)
class SearchConfiguration {
    @Bean
    RouterFunction<ServerResponse> searchRoutes(
            Callers callers,
            PostsView view,
            PostAudience audience,
            PostAnswers answers,
            PostIndexReads posts,
            UserIndexReads users,
            AccountReads accounts,
            GraphReads graph) {
        SearchHandler search = new SearchHandler(
                callers, new PostSearch(posts, view, audience), answers, new UserSearch(users, accounts, graph));
        return route().GET("/api/v1/search", search::search).build();
    }
}
