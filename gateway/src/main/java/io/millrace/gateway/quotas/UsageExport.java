package io.millrace.gateway.quotas;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.accounts.Exported;
import io.millrace.storage.usage.UsageReads;
import java.nio.ByteBuffer;
import java.time.Clock;
import reactor.core.publisher.Flux;

/** What an owner ever used, by the hour; the parts of an hour add up. */
final class UsageExport implements Exported {
    private final UsageReads usage;
    private final Clock clock;

    UsageExport(UsageReads usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    @Override
    public Flux<ByteBuffer> of(OwnerId owner) {
        return Flux.defer(() -> usage.of(owner, clock.instant())).map(hour -> Exported.line("usage", hour));
    }
}
