package io.millrace.gateway.media;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.accounts.Exported;
import io.millrace.storage.media.MediaReads;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import reactor.core.publisher.Flux;

/** An owner's photos and videos, newest first: what is known of each, and where its bytes are as they came. */
final class MediaExport implements Exported {
    private final MediaReads reads;
    private final RecentMedia recent;
    private final URI publicUrl;
    private final Clock clock;

    MediaExport(MediaReads reads, RecentMedia recent, URI publicUrl, Clock clock) {
        this.reads = reads;
        this.recent = recent;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    @Override
    public Flux<ByteBuffer> of(OwnerId owner) {
        return reads.of(owner, clock.instant())
                .concatMap(recent::find, 1)
                .map(media -> Exported.line("media", MediaAnswer.of(media, publicUrl)));
    }
}
