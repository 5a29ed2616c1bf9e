package io.millrace.bench;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import io.millrace.gateway.keys.KeyFormat;
import io.millrace.gateway.keys.KeySecret;
import io.millrace.standalone.demo.DemoData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Links like those of the demo, with keys as they are issued. */
public final class SampleLinks {
    private static final int KEY_LENGTH = 7;

    private final KeyFormat format = new KeyFormat(KEY_LENGTH, new KeySecret(new byte[KeySecret.MIN_BYTES]));
    private final List<String> targets = DemoData.lines("targets.txt").stream()
            .map(line -> line.split("\\|", -1)[1])
            .toList();
    private final Instant now = Instant.now();

    /** The n-th key; their order is that of the permutation, which is as good as random. */
    public LinkKey key(int n) {
        return format.encode(n);
    }

    /** The n-th link. */
    public Link link(int n) {
        return new Link(
                key(n),
                OwnerId.DEFAULT,
                targets.get(n % targets.size()).replace("{n}", String.valueOf(n)),
                now,
                now.plus(Duration.ofDays(5 * 365)),
                null,
                "Spring sale, banner " + n,
                Set.of("sale", "campaign"),
                Visibility.PUBLIC,
                List.of(),
                false,
                false,
                1);
    }
}
