package io.millrace.gateway.keys;

import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.keys.KeyBlocks;
import io.millrace.storage.keys.KeyReservations;
import reactor.core.publisher.Mono;

/**
 * Keeps an alias that has the form of an issued key from ever being issued.
 *
 * <p>First the counter is reserved, then it is looked at whether its block was leased before. An issuer does the same the
 * other way about: it leases, then reads the reservations. So whichever comes second sees the first: either the issuer skips
 * the counter, or the alias is refused.
 */
public final class AliasKeys {
    private final KeyFormat format;
    private final KeyBlocks blocks;
    private final KeyReservations reservations;

    AliasKeys(KeyFormat format, KeyBlocks blocks, KeyReservations reservations) {
        this.format = format;
        this.blocks = blocks;
        this.reservations = reservations;
    }

    /** Whether the alias can be used: true unless its key may have been issued. */
    public Mono<Boolean> reserve(LinkKey alias) {
        if (!format.hasForm(alias.value())) {
            return Mono.just(true);
        }
        long counter = format.decode(alias.value());
        long block = Blocks.of(counter);
        return reservations
                .reserve(format.length(), block, counter)
                .then(blocks.marks(format.length()))
                .map(marks -> !Blocks.isLeased(block, marks));
    }
}
