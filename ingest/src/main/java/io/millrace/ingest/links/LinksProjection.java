package io.millrace.ingest.links;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.ingest.log.InOrder;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.links.AliasClaims;
import io.millrace.storage.links.IndexChange;
import io.millrace.storage.links.LinkIndexWrites;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.LinkWrites;
import io.millrace.storage.links.StoredLink;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** Keeps each link's last state, the lists that it is in and when it ends, and makes the claim of its alias last. */
public final class LinksProjection implements Projection<LinkEvent> {
    private static final int KEYS_AT_ONCE = 128;

    private final LinkReads reads;
    private final LinkWrites writes;
    private final LinkIndexWrites index;
    private final AliasClaims aliases;
    private final DueWrites due;

    public LinksProjection(
            LinkReads reads, LinkWrites writes, LinkIndexWrites index, AliasClaims aliases, DueWrites due) {
        this.reads = reads;
        this.writes = writes;
        this.index = index;
        this.aliases = aliases;
        this.due = due;
    }

    @Override
    public String name() {
        return "links";
    }

    @Override
    public Topic topic() {
        return Topics.LINKS;
    }

    @Override
    public EventFamily<LinkEvent> family() {
        return EventFamily.LINKS;
    }

    /**
     * The lists of all links that come or go, and when the new ones end, are written together, because most of them share
     * partitions; the rest key by key.
     */
    @Override
    public Mono<Void> apply(List<LinkEvent> events) {
        List<Link> created = events.stream()
                .filter(LinkEvent.LinkCreated.class::isInstance)
                .map(event -> ((LinkEvent.LinkCreated) event).link())
                .toList();
        return index.apply(events.stream()
                        .flatMap(event -> event.accept(new Listing()))
                        .toList())
                .then(due.put(created.stream().map(LinkExpiry::due).toList()))
                .then(InOrder.apply(events, LinkEvent::key, KEYS_AT_ONCE, event -> event.accept(new Write())));
    }

    /** What changes in the lists; an edit is compared with what was there first, so it is not among them. */
    private static final class Listing implements LinkEvent.Handler<Stream<IndexChange>> {
        @Override
        public Stream<IndexChange> created(LinkEvent.LinkCreated event) {
            return IndexChange.has(event.link());
        }

        @Override
        public Stream<IndexChange> edited(LinkEvent.LinkEdited event) {
            return Stream.empty();
        }

        @Override
        public Stream<IndexChange> deleted(LinkEvent.LinkDeleted event) {
            return IndexChange.gone(event.link());
        }
    }

    /** What is written for each event, beside the lists of a link that comes or goes. */
    private final class Write implements LinkEvent.Handler<Mono<Void>> {
        @Override
        public Mono<Void> created(LinkEvent.LinkCreated event) {
            Mono<Void> stored = writes.put(event.link());
            return event.link().alias() ? stored.then(aliases.confirm(event.key())) : stored;
        }

        @Override
        public Mono<Void> edited(LinkEvent.LinkEdited event) {
            Link edited = event.link();
            return reads.find(event.key())
                    .map(StoredLink::link)
                    .filter(before ->
                            before.createdAt().equals(edited.createdAt()) && before.version() < edited.version())
                    .flatMap(before ->
                            index.apply(IndexChange.lost(before, edited).toList()))
                    .then(index.put(edited))
                    .then(due.put(List.of(LinkExpiry.due(edited))))
                    .then(writes.put(edited));
        }

        /** An event that leaves out where the link led leaves out what it was listed by too; the row still tells. */
        @Override
        public Mono<Void> deleted(LinkEvent.LinkDeleted event) {
            Link link = event.link();
            Mono<Void> unlisted = link.target().isEmpty()
                    ? reads.find(link.key())
                            .filter(stored -> !stored.isDeleted() && isOfTheSame(stored.link(), link))
                            .flatMap(stored ->
                                    index.apply(IndexChange.gone(stored.link()).toList()))
                    : Mono.empty();
            return unlisted.then(writes.delete(link, event.deletedAt()));
        }

        /** The row of a version that is not later: a replay may find a later link of the same alias. */
        private static boolean isOfTheSame(Link stored, Link deleted) {
            return stored.createdAt().equals(deleted.createdAt()) && stored.version() <= deleted.version();
        }
    }
}
