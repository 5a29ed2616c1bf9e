package io.millrace.gateway.media;

import io.millrace.gateway.log.Freshness;
import io.millrace.storage.media.MediaClaims;
import io.millrace.storage.media.MediaReads;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
}
