package io.millrace.analytics.quotas;

import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteEvent;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** A paste that is made is a creation, and each of its revisions is stored until the paste is deleted. */
final class CountPastes extends CountUsage<byte[], PasteEvent> implements PasteEvent.Handler<Void> {
    /** The bytes of all revisions of each paste that is there, and the last one counted. */
    private KeyValueStore<String, String> sizes;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    CountPastes() {
        super(QuotasTopology.PASTE_USAGE);
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        sizes = context.getStateStore(QuotasTopology.PASTE_SIZES);
    }

    @Override
    void count(PasteEvent event) {
        event.accept(this);
    }

    @Override
    public Void created(PasteEvent.PasteCreated event) {
        if (sizes.get(event.key().value()) == null) {
            of(event.paste().owner(), event.paste().createdAt()).creations++;
        }
        return stored(event.paste(), event.paste().createdAt());
    }

    @Override
    public Void edited(PasteEvent.PasteEdited event) {
        return stored(event.paste(), event.editedAt());
    }

    private Void stored(Paste paste, Instant at) {
        Stored before = Stored.read(sizes.get(paste.key().value()));
        if (paste.revision() > before.revision) {
            long size = paste.text().size();
            of(paste.owner(), at).storedBytes += size;
            sizes.put(paste.key().value(), new Stored(paste.revision(), before.bytes + size).toString());
        }
        return null;
    }

    @Override
    public Void deleted(PasteEvent.PasteDeleted event) {
        LinkKey key = event.key();
        Stored before = Stored.read(sizes.delete(key.value()));
        of(event.paste().owner(), event.deletedAt()).storedBytes -= before.bytes;
        return null;
    }

    private record Stored(int revision, long bytes) {
        static Stored read(@org.jspecify.annotations.Nullable String text) {
            if (text == null) {
                return new Stored(0, 0);
            }
            int colon = text.indexOf(':');
            return new Stored(Integer.parseInt(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
        }

        @Override
        public String toString() {
            return revision + ":" + bytes;
        }
    }
}
