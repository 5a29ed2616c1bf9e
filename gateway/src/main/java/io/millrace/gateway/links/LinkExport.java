package io.millrace.gateway.links;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.accounts.Exported;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.links.LinkTerms;
import java.net.URI;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;

/** An owner's links, newest first. */
final class LinkExport implements Exported {
    private static final int AHEAD = 8;

    private final LinkIndexReads index;
    private final RecentLinks links;
    private final URI publicUrl;

    LinkExport(LinkIndexReads index, RecentLinks links, URI publicUrl) {
        this.index = index;
        this.links = links;
        this.publicUrl = publicUrl;
    }

    @Override
    public Flux<ByteBuffer> of(OwnerId owner) {
        return index.page(owner, LinkTerms.ALL, null, Integer.MAX_VALUE)
                .flatMapSequential(entry -> links.findPresent(entry.key()), AHEAD, 1)
                .filter(link -> link.owner().equals(owner))
                .map(link -> Exported.line("link", LinkAnswer.of(link, publicUrl, null)));
    }
}
