package io.millrace.gateway.pastes;

import static org.springframework.web.reactive.function.server.RequestPredicates.HEAD;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.millrace.gateway.GatewayProperties;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.clicks.Clicks;
import io.millrace.gateway.keys.KeyOracle;
import io.millrace.gateway.keys.KeySecret;
import io.millrace.gateway.keys.ShortKeys;
import io.millrace.gateway.keys.Versions;
import io.millrace.gateway.links.LinkRules;
import io.millrace.gateway.log.EventLog;
import io.millrace.gateway.log.Freshness;
import io.millrace.gateway.log.PastesListener;
import io.millrace.gateway.redirect.Elsewhere;
import io.millrace.gateway.redirect.Visits;
import io.millrace.gateway.roles.RouteGroup;
import io.millrace.gateway.roles.RoutesOf;
import io.millrace.gateway.ui.PastePages;
import io.millrace.gateway.visitors.Visitors;
import io.millrace.gateway.web.QrHandler;
import io.millrace.gateway.web.SecurityHeaders;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.links.VisitClaims;
import io.millrace.storage.pastes.PasteReads;
import io.millrace.storage.pastes.PasteRevisions;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The routes of pastes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PasteSettings.class)
class PastesConfiguration {
    @Bean
    RecentPastes recentPastes(PasteReads reads, Freshness freshness, PasteSettings settings) {
        return new RecentPastes(reads, freshness, settings.cacheBytes());
    }

    /** For the fast lane. */
    @Bean
    @RoutesOf(RouteGroup.PASTES)
    PublicTexts publicTexts(RecentPastes pastes, Freshness freshness, SecurityHeaders security) {
        return new PublicTexts(pastes, freshness, security, Clock.systemUTC());
    }

    /** Haste clients put a paste's key behind the host alone. */
    @Bean
    @RoutesOf(RouteGroup.PASTES)
    Elsewhere pasteAddresses(RecentPastes pastes) {
        return key -> pastes.find(key).filter(stored -> !stored.isDeleted()).map(stored -> "/p/" + key);
    }

    /** Tells the oracle of keys which other gateways gave to pastes. */
    @Bean
    PastesListener pastesOracleListener(KeyOracle oracle) {
        return event -> oracle.saw(event.key(), event.paste().alias());
    }

    @Bean
    DeleteTokens deleteTokens(KeySecret secret) {
        return new DeleteTokens(secret);
    }

    @Bean
    PasteCommands pasteCommands(
            GatewayProperties properties,
            ShortKeys keys,
            Versions versions,
            BlobStore blobs,
            DeleteTokens tokens,
            EventLog events,
            List<PastesListener> listeners) {
        LinkRules rules = new LinkRules(properties.publicUrl());
        return new PasteCommands(rules, keys, versions, blobs, tokens, events, listeners, Clock.systemUTC());
    }

    @Bean
    PasteAccess pasteAccess(Callers callers, RecentPastes pastes, VisitClaims burns, Freshness freshness) {
        return new PasteAccess(callers, pastes, burns, freshness, Clock.systemUTC());
    }

    @Bean
    @Order(2)
    PasteExport pasteExport(
            GatewayProperties properties,
            LinkIndexReads index,
            RecentPastes recent,
            PasteRevisions revisions,
            BlobStore blobs) {
        return new PasteExport(index, recent, revisions, new RawText(blobs), properties.publicUrl(), Clock.systemUTC());
    }

    @Bean
    @RoutesOf(RouteGroup.PASTES)
    RouterFunction<ServerResponse> pasteApiRoutes(
            GatewayProperties properties,
            PasteAccess access,
            PasteCommands commands,
            RecentPastes recent,
            LinkIndexReads index,
            DeleteTokens tokens,
            PasteRevisions revisions) {
        URI publicUrl = properties.publicUrl();
        PasteList list = new PasteList(index, recent, Clock.systemUTC());
        PastesHandler pastes = new PastesHandler(access, commands, list, tokens, publicUrl);
        RevisionsHandler history = new RevisionsHandler(access, revisions, publicUrl);
        QrHandler qr =
                new QrHandler(request -> access.readable(request).map(paste -> PasteAnswer.address(paste, publicUrl)));
        return route().POST("/api/v1/pastes", pastes::create)
                .GET("/api/v1/pastes", pastes::list)
                .GET("/api/v1/pastes/{key}", pastes::read)
                .PUT("/api/v1/pastes/{key}", pastes::edit)
                .DELETE("/api/v1/pastes/{key}", pastes::delete)
                .GET("/api/v1/pastes/{key}/revisions", history::list)
                .GET("/api/v1/pastes/{key}/qr.svg", qr::svg)
                .GET("/api/v1/pastes/{key}/qr.png", qr::png)
                .POST("/p", pastes::createFromBody)
                .POST("/paste", pastes::createFromForm)
                .POST("/paste/", pastes::createFromForm)
                .POST("/documents", pastes::createDocument)
                .build();
    }

    @Bean
    @RoutesOf(RouteGroup.PASTES)
    RouterFunction<ServerResponse> pasteReadingRoutes(
            PasteAccess access,
            PasteCommands commands,
            PasteRevisions revisions,
            BlobStore blobs,
            VisitClaims claims,
            Clicks clicks,
            Visitors visitors,
            PastePages pages) {
        Visits visits = new Visits(clicks, visitors, Clock.systemUTC());
        RawText texts = new RawText(blobs);
        RawHandler raw = new RawHandler(access, revisions, texts, visits);
        BurnHandler burn = new BurnHandler(access, claims, commands, texts, visits);
        DocumentHandler document = new DocumentHandler(access, texts, visits);
        PasteVisitHandler visit = new PasteVisitHandler(access, raw, pages);
        return route().GET("/p/{key}", visit::visit)
                .route(HEAD("/p/{key}"), visit::visit)
                .GET("/p/{key}/raw", raw::raw)
                .route(HEAD("/p/{key}/raw"), raw::raw)
                .POST("/p/{key}/burn", burn::burn)
                .GET("/paste", pages::create)
                .GET("/documents/{key}", document::read)
                .GET("/raw/{key}", raw::raw)
                .route(HEAD("/raw/{key}"), raw::raw)
                .build();
    }
}
