package io.millrace.gateway.links;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.log.LinksListener;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.StoredLink;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Whole links, with those that changed lately as the log has them: the view lags behind the log by some moments, and whoever
 * wrote wants to read what was written.
 */
public final class RecentLinks implements LinksListener {
    private static final Duration REMEMBER = Duration.ofMinutes(15);
    private static final long MAX_BYTES = 32L * 1024 * 1024;
    private static final int OVERHEAD = 600;

    private final Clock clock = Clock.systemUTC();
    private final LinkReads reads;
    private final Cache<LinkKey, StoredLink> recent = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .<LinkKey, StoredLink>weigher((key, stored) -> OVERHEAD
                    + stored.link().target().length()
                    + stored.link().tags().size() * 100)
            .expireAfterWrite(REMEMBER)
            .build();

    /** @param reads the view, for links that did not change lately */
    public RecentLinks(LinkReads reads) {
        this.reads = reads;
    }

    /** The link with this key, also if it is deleted or expired; empty if there never was one. */
    public Mono<StoredLink> find(LinkKey key) {
        return Mono.defer(() -> {
            StoredLink known = recent.getIfPresent(key);
            return known == null ? reads.find(key) : Mono.just(known);
        });
    }

    /** The link if there is one now; one that has expired is gone whether or not it has been purged. */
    Mono<Link> findPresent(LinkKey key) {
        return find(key)
                .filter(stored -> !stored.isDeleted())
                .map(StoredLink::link)
                .filter(link -> !link.isExpired(clock.instant()));
    }

    @Override
    public void happened(LinkEvent event) {
        StoredLink state = event.accept(new LinkEvent.Handler<StoredLink>() {
            @Override
            public StoredLink created(LinkEvent.LinkCreated created) {
                return new StoredLink(created.link(), null);
            }

            @Override
            public StoredLink edited(LinkEvent.LinkEdited edited) {
                return new StoredLink(edited.link(), null);
            }

            @Override
            public StoredLink deleted(LinkEvent.LinkDeleted deleted) {
                return new StoredLink(deleted.link(), deleted.deletedAt());
            }
        });
        recent.asMap().merge(event.key(), state, RecentLinks::later);
    }

    /** Of two states of a link the later one; a link made anew under an old alias is later than all of the old one. */
    private static StoredLink later(StoredLink one, StoredLink other) {
        int made = one.link().createdAt().compareTo(other.link().createdAt());
        if (made != 0) {
            return made > 0 ? one : other;
        }
        if (one.isDeleted() != other.isDeleted()) {
            return one.isDeleted() ? one : other;
        }
        return one.link().version() >= other.link().version() ? one : other;
    }
}
