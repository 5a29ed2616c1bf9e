package io.millrace.bench;

import io.millrace.contracts.accounts.OwnerId;
import java.io.IOException;

/** Those who were away for long read once each: nothing was delivered to them meanwhile. */
final class FeedReturn {
    private static final int CONNECTIONS = 16;

    private final Gateway gateway;
    private final FeedLoad.People away;

    FeedReturn(Gateway gateway, FeedLoad.People away) {
        this.gateway = gateway;
        this.away = away;
    }

    /** @param rate how many a second return */
    Latencies run(int rate) throws IOException, InterruptedException {
        OpenLoop loop = new OpenLoop(gateway, rate, CONNECTIONS);
        loop.run(away.readers().size(), (connection, number) -> {
            OwnerId reader = away.readers().get((int) number);
            int status = connection
                    .exchange(gateway.get("/api/v1/feed", away.key().apply(reader)))
                    .status();
            if (status != 200) {
                throw new IOException("Who returned was answered " + status);
            }
        });
        if (loop.broken() > 0) {
            throw new BenchException(loop.broken() + " who returned were not answered");
        }
        return loop.latencies();
    }
}
