package io.millrace.gateway.sharing;

import static org.springframework.web.reactive.function.server.RequestPredicates.HEAD;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.millrace.gateway.GatewayProperties;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.graph.PostAudience;
import io.millrace.gateway.posts.PostsView;
import io.millrace.gateway.roles.RouteGroup;
import io.millrace.gateway.roles.RoutesOf;
import io.millrace.gateway.ui.PostPages;
import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The routes under which posts are shared. */
@Configuration(proxyBeanMethods = false)
class SharingConfiguration {
    /** Before the route of visits, which takes every other first segment for a link's key. */
    @Bean
    @RoutesOf(RouteGroup.VIEW)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> sharingRoutes(
            Callers callers, PostsView posts, PostAudience audience, PostPages pages, GatewayProperties properties) {
        URI publicUrl = properties.publicUrl();
        PostPageHandler page = new PostPageHandler(callers, posts::find, audience, pages, publicUrl);
        OEmbedHandler embed =
                new OEmbedHandler(id -> posts.find(id).filterWhen(post -> audience.includes(null, post)), publicUrl);
        return route().GET("/posts/{id}", page::view)
                .route(HEAD("/posts/{id}"), page::view)
                .GET("/oembed", embed::read)
                .build();
    }
}
