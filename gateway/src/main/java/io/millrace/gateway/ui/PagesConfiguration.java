package io.millrace.gateway.ui;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.millrace.gateway.roles.RouteGroup;
import io.millrace.gateway.roles.RoutesOf;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The routes of the pages and of the documents that describe the interface. */
@Configuration(proxyBeanMethods = false)
public class PagesConfiguration {
    private final Assets assets = Assets.load();

    @Bean
    PastePages pastePages() {
        return new PastePages(new PagesHandler(assets), assets);
    }

    @Bean
    PostPages postPages() {
        return new PostPages(new PagesHandler(assets), assets);
    }

    /** Before the route of visits, which takes every other first segment for a link's key. */
    @Bean
    @RoutesOf(RouteGroup.PAGES)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> pageRoutes() {
        PagesHandler pages = new PagesHandler(assets);
        PostPages posts = postPages();
        return route().GET("/", pages::dashboard)
                .GET("/dashboard", pages::dashboard)
                .GET("/signin", pages::account)
                .GET("/register", pages::account)
                .GET("/account", pages::account)
                .GET("/feed", posts::feed)
                .GET("/users/{name}", posts::profile)
                .GET("/docs", pages::docs)
                .GET("/problems/{name}", pages::problem)
                .GET("/openapi.json", pages::openApi)
                .GET("/asyncapi.json", pages::asyncApi)
                .GET("/schemas/{file}", pages::schema)
                .GET("/favicon.ico", pages::icon)
                .GET("/assets/**", pages::asset)
                .build();
    }
}
