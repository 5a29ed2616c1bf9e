package io.millrace.analytics.clicks;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.clicks.ClickId;
import io.millrace.contracts.clicks.Outcome;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.links.LinkKey;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Clicks for tests, as gateways write them. */
public final class Clicks {
    public static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final EventCodec<Click> CODEC = new EventCodec<>(EventFamily.CLICKS);

    private Clicks() {}

    /** A visit of a link of the default owner, by Firefox on Linux from Norway, without a referrer. */
    public static Click click(String journal, long position, String key, Instant at) {
        return new Click(
                new ClickId(journal, position),
                at,
                new LinkKey(key),
                OwnerId.DEFAULT,
                Outcome.REDIRECTED,
                "NO",
                "192.0.2.0/24",
                position,
                FIREFOX,
                null);
    }

    public static Click by(Click click, long visitor, @Nullable String userAgent) {
        return new Click(
                click.id(),
                click.at(),
                click.key(),
                click.owner(),
                click.outcome(),
                click.country(),
                click.network(),
                visitor,
                userAgent,
                click.referrer());
    }

    public static Click from(Click click, @Nullable String country, @Nullable String referrer) {
        return new Click(
                click.id(),
                click.at(),
                click.key(),
                click.owner(),
                click.outcome(),
                country,
                click.network(),
                click.visitor(),
                click.userAgent(),
                referrer);
    }

    public static Click of(Click click, @Nullable OwnerId owner, Outcome outcome) {
        return new Click(
                click.id(),
                click.at(),
                click.key(),
                owner,
                outcome,
                click.country(),
                click.network(),
                click.visitor(),
                click.userAgent(),
                click.referrer());
    }

    public static byte[] value(Click click) {
        return CODEC.value(click);
    }

    public static Headers headers(Click click) {
        Headers headers = new RecordHeaders();
        CODEC.headers(new Event<>(click.id().toString(), "/gateway/test", click.at(), click))
                .forEach(headers::add);
        return headers;
    }
}
