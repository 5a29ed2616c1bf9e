package io.millrace.gateway.pastes;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.pastes.Paste;
import io.millrace.gateway.accounts.Exported;
import io.millrace.storage.blobs.MissingBlob;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.pastes.PasteRevisions;
import io.millrace.storage.pastes.PasteTerms;
import io.millrace.storage.pastes.Revision;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An owner's pastes, newest first, each with all texts that it has had, latest first. What is burnt by being read once is not
 * read for an export.
 */
final class PasteExport implements Exported {
    private static final Logger log = LoggerFactory.getLogger(PasteExport.class);

    private final LinkIndexReads index;
    private final RecentPastes pastes;
    private final PasteRevisions revisions;
    private final RawText texts;
    private final URI publicUrl;
    private final Clock clock;

    PasteExport(
            LinkIndexReads index,
            RecentPastes pastes,
            PasteRevisions revisions,
            RawText texts,
            URI publicUrl,
            Clock clock) {
        this.index = index;
        this.pastes = pastes;
        this.revisions = revisions;
        this.texts = texts;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** What stands before a text. */
    private record TextLine(LinkKey key, int revision, Instant at) {}

    @Override
    public Flux<ByteBuffer> of(OwnerId owner) {
        return index.page(owner, PasteTerms.ALL, null, Integer.MAX_VALUE)
                .concatMap(
                        entry -> pastes.find(entry.key())
                                .filter(stored -> !stored.isDeleted()
                                        && stored.paste().owner().equals(owner)
                                        && !stored.paste().isExpired(clock.instant()))
                                .flatMapMany(stored -> lines(stored.paste())),
                        1);
    }

    private Flux<ByteBuffer> lines(Paste paste) {
        Mono<ByteBuffer> shown =
                Mono.fromSupplier(() -> Exported.line("paste", PasteAnswer.own(paste, publicUrl, null)));
        return paste.burn()
                ? shown.flux()
                : shown.concatWith(revisions
                        .before(paste.key(), Integer.MAX_VALUE, Revision.MAX)
                        .concatMap(revision -> text(paste.key(), revision), 1));
    }

    /** A paste may end while it is exported, and its objects with it; what is gone by then has no line. */
    private Flux<ByteBuffer> text(LinkKey key, Revision revision) {
        return texts.ready(revision.text())
                .thenReturn(true)
                .onErrorResume(MissingBlob.class, gone -> {
                    log.info("Revision {} of paste {} is not in its owner's export", revision.number(), key, gone);
                    return Mono.just(false);
                })
                .filter(there -> there)
                .flatMapMany(there -> line(key, revision));
    }

    private Flux<ByteBuffer> line(LinkKey key, Revision revision) {
        TextLine line = new TextLine(key, revision.number(), revision.madeAt());
        return Flux.concat(
                Mono.fromSupplier(() -> Exported.lineUpTo("text", line, "text")),
                Mono.fromSupplier(() -> ascii("\"")),
                texts.all(revision.text()).map(DocumentHandler::escaped),
                Mono.fromSupplier(() -> ascii("\"}\n")));
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
