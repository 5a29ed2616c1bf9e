package io.millrace.gateway.redirect;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.clicks.Clicks;
import io.millrace.gateway.log.Freshness;
import io.millrace.gateway.log.LinksListener;
import io.millrace.gateway.roles.RouteGroup;
import io.millrace.gateway.roles.RoutesOf;
import io.millrace.gateway.visitors.Visitors;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.StoredLink;
import io.millrace.storage.links.VisitClaims;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The way of a visit. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedirectSettings.class)
class RedirectConfiguration {
    @Bean
    RedirectCache redirectCache(RedirectSettings settings, LinkReads links) {
        return new RedirectCache(
                key -> links.find(key).map(RedirectConfiguration::cached), settings.cacheBytes(), Clock.systemUTC());
    }

    private static CachedLink cached(StoredLink stored) {
        Instant deletedAt = stored.deletedAt();
        return deletedAt == null ? CachedLink.of(stored.link()) : CachedLink.deleted(deletedAt);
    }

    @Bean
    LinksListener redirectInvalidation(RedirectCache cache) {
        return event -> event.accept(new Invalidation(cache));
    }

    @Bean
    RedirectCounts redirectCounts() {
        return new RedirectCounts();
    }

    @Bean
    Crossing crossing(
            RedirectCache cache,
            Freshness freshness,
            Clicks clicks,
            Visitors visitors,
            RedirectCounts counts,
            RedirectQuota quota,
            ObjectProvider<WarmTexts> texts) {
        return new Crossing(
                cache, freshness, clicks, visitors, counts, quota, texts.getIfAvailable(() -> WarmTexts.NONE));
    }

    @Bean
    @RoutesOf(RouteGroup.LINKS)
    FastLanes fastLanes(Crossing crossing) {
        return new FastLanes(crossing);
    }

    /** Last of all routes: whatever has one segment and is nobody else's is a key. */
    @Bean
    @RoutesOf(RouteGroup.LINKS)
    @Order(Ordered.LOWEST_PRECEDENCE)
    RouterFunction<ServerResponse> redirectRoutes(
            Crossing crossing,
            ObjectProvider<KeyGate> gate,
            ObjectProvider<Elsewhere> elsewhere,
            Callers callers,
            VisitClaims claims) {
        RedirectHandler redirect = new RedirectHandler(
                crossing.cache(),
                gate.getIfAvailable(() -> key -> true),
                crossing.freshness(),
                new StoredAdmission(callers, claims),
                new Visits(crossing.clicks(), crossing.visitors(), Clock.systemUTC()),
                crossing.counts(),
                crossing.quota(),
                Elsewhere.orNowhere(elsewhere.getIfAvailable()),
                Clock.systemUTC());
        return RouterFunctions.route(
                RequestPredicates.path("/{key}")
                        .and(RequestPredicates.method(HttpMethod.GET)
                                .or(RequestPredicates.method(HttpMethod.HEAD)
                                        .and(request -> isKey(request.path().substring(1))))),
                redirect::visit);
    }

    /** Whether the segment can be a key: the head of a page is the page's to answer. */
    private static boolean isKey(String segment) {
        return LinkKey.isValid(segment) && !ReservedKeys.contains(segment);
    }

    @Bean
    MeterBinder redirectMetrics(RedirectCounts counts, RedirectCache cache, Freshness freshness) {
        return registry -> {
            for (RedirectCounts.Answer answer : RedirectCounts.Answer.values()) {
                FunctionCounter.builder("millrace.redirects", counts, all -> all.of(answer)
                                .sum())
                        .tag("outcome", answer.name().toLowerCase(Locale.ROOT))
                        .description("Visits of short addresses by how they were answered")
                        .register(registry);
            }
            Gauge.builder("millrace.redirect.cache.links", cache, RedirectCache::size)
                    .description("Links that can be redirected without a read")
                    .register(registry);
            Gauge.builder("millrace.links.tail.age", freshness, f -> f.age().toMillis() / 1e3)
                    .description("How long ago the tail of the links topic was proven to be open")
                    .baseUnit("seconds")
                    .register(registry);
        };
    }

    /** Brings what happened to links into the cache. */
    private record Invalidation(RedirectCache cache) implements LinkEvent.Handler<LinkKey> {
        @Override
        public LinkKey created(LinkEvent.LinkCreated event) {
            cache.put(event.link());
            return event.key();
        }

        @Override
        public LinkKey edited(LinkEvent.LinkEdited event) {
            cache.put(event.link());
            return event.key();
        }

        @Override
        public LinkKey deleted(LinkEvent.LinkDeleted event) {
            cache.remove(event.key());
            return event.key();
        }
    }
}
