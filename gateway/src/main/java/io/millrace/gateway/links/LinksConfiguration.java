package io.millrace.gateway.links;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.millrace.gateway.GatewayProperties;
import io.millrace.gateway.access.Right;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.keys.KeyOracle;
import io.millrace.gateway.keys.ShortKeys;
import io.millrace.gateway.keys.Versions;
import io.millrace.gateway.log.EventLog;
import io.millrace.gateway.log.LinksListener;
import io.millrace.gateway.redirect.KeyGate;
import io.millrace.gateway.roles.RouteGroup;
import io.millrace.gateway.roles.RoutesOf;
import io.millrace.gateway.web.QrHandler;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.VisitClaims;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The routes of links. */
@Configuration(proxyBeanMethods = false)
class LinksConfiguration {
    @Bean
    RecentLinks recentLinks(LinkReads reads) {
        return new RecentLinks(reads);
    }

    /** Tells the oracle which keys it has seen made. */
    @Bean
    LinksListener oracleListener(KeyOracle oracle) {
        return new OracleListener(oracle);
    }

    /** Keys that cannot have been issued are refused without a read. */
    @Bean
    KeyGate keyGate(KeyOracle oracle) {
        return key -> oracle.canExist(key.value());
    }

    @Bean
    LinkCommands linkCommands(
            GatewayProperties properties,
            ShortKeys keys,
            Versions versions,
            EventLog events,
            List<LinksListener> listeners) {
        LinkRules rules = new LinkRules(properties.publicUrl());
        return new LinkCommands(rules, keys, versions, events, listeners, Clock.systemUTC());
    }

    @Bean
    @Order(1)
    LinkExport linkExport(GatewayProperties properties, LinkIndexReads index, RecentLinks recent) {
        return new LinkExport(index, recent, properties.publicUrl());
    }

    @Bean
    @RoutesOf(RouteGroup.LINKS)
    RouterFunction<ServerResponse> linkRoutes(
            GatewayProperties properties,
            Callers callers,
            LinkCommands commands,
            RecentLinks recent,
            VisitClaims visits,
            LinkIndexReads index) {
        URI publicUrl = properties.publicUrl();
        LinksHandler links = new LinksHandler(callers, commands, recent, visits, publicUrl);
        LinkListHandler lists = new LinkListHandler(callers, new LinkList(index, recent), publicUrl);
        BulkHandler bulk = new BulkHandler(callers, commands, publicUrl);
        QrHandler qr = new QrHandler(
                request -> links.permitted(request, Right.SEE_SETTINGS).map(link -> publicUrl + "/" + link.key()));
        return route().POST("/api/v1/links", links::create)
                .GET("/api/v1/links", lists::list)
                .POST("/api/v1/links/bulk", bulk::create)
                .GET("/api/v1/links/{key}", links::read)
                .PATCH("/api/v1/links/{key}", links::edit)
                .DELETE("/api/v1/links/{key}", links::delete)
                .GET("/api/v1/links/{key}/qr.svg", qr::svg)
                .GET("/api/v1/links/{key}/qr.png", qr::png)
                .build();
    }
}
