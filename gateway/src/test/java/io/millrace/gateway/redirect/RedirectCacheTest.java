package io.millrace.gateway.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class RedirectCacheTest {
    private static final LinkKey KEY = new LinkKey("abc1234");
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final AtomicInteger reads = new AtomicInteger();
    private Mono<CachedLink> stored = Mono.empty();
    private final RedirectCache cache = new RedirectCache(
            key -> Mono.defer(() -> {
                reads.incrementAndGet();
                return stored;
            }),
            1 << 20,
            CLOCK);

    @Test
    void a_link_that_was_put_is_found_without_a_read() {
        cache.put(link(1));
        assertThat(find().accept(LOCATION)).isEqualTo("https://example.com/1");
        assertThat(reads).hasValue(0);
    }

    @Test
    void a_missing_link_is_read_once_and_then_held() {
        stored = Mono.just(CachedLink.of(link(1)));
        assertThat(find().accept(LOCATION)).isEqualTo("https://example.com/1");
        assertThat(find().accept(LOCATION)).isEqualTo("https://example.com/1");
        assertThat(reads).hasValue(1);
    }

    @Test
    void many_who_ask_for_the_same_missing_link_share_one_read() {
        Sinks.One<CachedLink> answer = Sinks.one();
        stored = answer.asMono();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            cache.find(KEY).subscribe(lookup -> found.add(lookup.accept(LOCATION)));
        }
        answer.tryEmitValue(CachedLink.of(link(1))).orThrow();
        assertThat(found).hasSize(20).containsOnly("https://example.com/1");
        assertThat(reads).hasValue(1);
    }

    @Test
    void an_unknown_key_is_not_read_again_at_once_but_is_found_when_it_is_created() {
        assertThat(find()).isEqualTo(new Lookup.Unknown());
        assertThat(find()).isEqualTo(new Lookup.Unknown());
        assertThat(reads).hasValue(1);
        cache.put(link(1));
        assertThat(find().accept(LOCATION)).isEqualTo("https://example.com/1");
    }

    @Test
    void a_deleted_link_stays_deleted_when_a_late_read_brings_its_former_state() {
        Sinks.One<CachedLink> answer = Sinks.one();
        stored = answer.asMono();
        List<Lookup> found = new ArrayList<>();
        cache.find(KEY).subscribe(found::add);
        cache.remove(KEY);
        answer.tryEmitValue(CachedLink.of(link(1))).orThrow();
        assertThat(found).containsExactly(new Lookup.Deleted());
        assertThat(find()).isEqualTo(new Lookup.Deleted());
    }

    @Test
    void a_late_read_does_not_undo_an_edit() {
        Sinks.One<CachedLink> answer = Sinks.one();
        stored = answer.asMono();
        List<String> found = new ArrayList<>();
        cache.find(KEY).subscribe(lookup -> found.add(lookup.accept(LOCATION)));
        cache.put(link(2));
        answer.tryEmitValue(CachedLink.of(link(1))).orThrow();
        assertThat(found).containsExactly("https://example.com/2");
        assertThat(find().accept(LOCATION)).isEqualTo("https://example.com/2");
    }

    @Test
    void an_edit_outlives_the_eviction_of_its_link_while_the_view_lags() {
        RedirectCache small = new RedirectCache(key -> Mono.just(CachedLink.of(link(1))), 0, CLOCK);
        small.put(link(2));
        StepVerifier.create(small.find(KEY).map(lookup -> lookup.accept(LOCATION)))
                .expectNext("https://example.com/2")
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void events_that_come_late_are_ignored() {
        cache.put(link(3));
        cache.put(link(2));
        assertThat(find().accept(LOCATION)).isEqualTo("https://example.com/3");
        cache.remove(KEY);
        cache.put(link(3));
        assertThat(find()).isEqualTo(new Lookup.Deleted());
    }

    @Test
    void a_key_that_is_given_to_a_new_link_after_its_deletion_is_found() {
        cache.put(link(1));
        cache.remove(KEY);
        cache.put(link(1, NOW.plusSeconds(1)));
        assertThat(find().accept(LOCATION)).isEqualTo("https://example.com/1");
    }

    @Test
    void a_failed_read_is_an_error_and_is_tried_again_by_the_next_who_asks() {
        stored = Mono.error(new IllegalStateException("no node answers"));
        StepVerifier.create(cache.find(KEY))
                .expectErrorMessage("no node answers")
                .verify(SOON);
        stored = Mono.just(CachedLink.of(link(1)));
        assertThat(find().accept(LOCATION)).isEqualTo("https://example.com/1");
    }

    @Test
    void reads_beyond_the_bound_are_refused_and_not_queued() {
        stored = Mono.never();
        for (int i = 0; i < 512; i++) {
            cache.find(new LinkKey("key" + i)).subscribe();
        }
        StepVerifier.create(cache.find(new LinkKey("one-more")))
                .expectError(RedirectCache.Overloaded.class)
                .verify(SOON);
    }

    private Lookup find() {
        Lookup[] found = new Lookup[1];
        StepVerifier.create(cache.find(KEY))
                .consumeNextWith(lookup -> found[0] = lookup)
                .expectComplete()
                .verify(SOON);
        return found[0];
    }

    private static Link link(long version) {
        return link(version, NOW.minusSeconds(60));
    }

    private static Link link(long version, Instant createdAt) {
        return new Link(
                KEY,
                OwnerId.DEFAULT,
                "https://example.com/" + version,
                createdAt,
                NOW.plusSeconds(3600),
                null,
                null,
                Set.of(),
                Visibility.PUBLIC,
                List.of(),
                false,
                false,
                version);
    }

    private static final Lookup.Handler<String> LOCATION = new Lookup.Handler<>() {
        @Override
        public String found(CachedLink link) {
            return link.location();
        }

        @Override
        public String deleted() {
            return "deleted";
        }

        @Override
        public String unknown() {
            return "unknown";
        }
    };
}
