package io.millrace.gateway.media;

import static org.springframework.web.reactive.function.server.RequestPredicates.HEAD;
import static org.springframework.web.reactive.function.server.RequestPredicates.OPTIONS;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.millrace.gateway.GatewayProperties;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.ids.TimeOrderedIds;
import io.millrace.gateway.log.EventLog;
import io.millrace.gateway.log.Freshness;
import io.millrace.gateway.log.MediaListener;
import io.millrace.gateway.roles.RouteGroup;
import io.millrace.gateway.roles.RoutesOf;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.media.MediaClaims;
import io.millrace.storage.media.MediaReads;
import io.millrace.storage.media.MediaUploads;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Photos and videos, and their routes. */
@Configuration(proxyBeanMethods = false)
class MediaConfiguration {
    @Bean
    RecentMedia recentMedia(MediaReads reads, Freshness freshness) {
        return new RecentMedia(reads::stored, freshness);
    }

    @Bean
    MediaCheck mediaCheck(RecentMedia recent, MediaClaims claims) {
        return new MediaCheck(recent, claims);
    }

    @Bean
    MediaAccess mediaAccess(Callers callers, RecentMedia recent, MediaAudience audience) {
        return new MediaAccess(callers, recent, audience);
    }

    @Bean
    MediaCommands mediaCommands(BlobStore blobs, MediaClaims claims, EventLog events, List<MediaListener> listeners) {
        return new MediaCommands(blobs, claims, events, listeners, Clock.systemUTC());
    }

    @Bean
    @Order(4)
    MediaExport mediaExport(MediaReads reads, RecentMedia recent, GatewayProperties properties) {
        return new MediaExport(reads, recent, properties.publicUrl(), Clock.systemUTC());
    }

    @Bean
    @RoutesOf(RouteGroup.UPLOAD)
    RouterFunction<ServerResponse> mediaUploadRoutes(
            MediaAccess access, MediaCommands commands, TimeOrderedIds ids, GatewayProperties properties) {
        MediaHandler media = new MediaHandler(access, commands, ids, properties.publicUrl());
        return route().POST("/api/v1/media", media::upload)
                .GET("/api/v1/media/{id}", media::read)
                .DELETE("/api/v1/media/{id}", media::delete)
                .build();
    }

    @Bean
    @RoutesOf(RouteGroup.UPLOAD)
    RouterFunction<ServerResponse> resumableUploadRoutes(
            MediaAccess access,
            MediaUploads table,
            MediaCommands commands,
            RecentMedia recent,
            TimeOrderedIds ids,
            BlobStore blobs,
            GatewayProperties properties) {
        ResumableUploads uploads = new ResumableUploads(table, commands, recent, ids, blobs, Clock.systemUTC());
        TusHandler tus = new TusHandler(access, uploads, properties.publicUrl());
        return route().route(OPTIONS("/api/v1/media/uploads"), tus::options)
                .POST("/api/v1/media/uploads", tus::begin)
                .route(HEAD("/api/v1/media/uploads/{upload}"), tus::progress)
                .PATCH("/api/v1/media/uploads/{upload}", tus::append)
                .DELETE("/api/v1/media/uploads/{upload}", tus::end)
                .build();
    }

    @Bean
    @RoutesOf(RouteGroup.VIEW)
    RouterFunction<ServerResponse> mediaViewRoutes(MediaAccess access, BlobStore blobs) {
        RenditionHandler renditions = new RenditionHandler(access, blobs);
        return route().GET("/media/{id}/{rendition}", renditions::read)
                .route(HEAD("/media/{id}/{rendition}"), renditions::read)
                .build();
    }
}
