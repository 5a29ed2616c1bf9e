package io.millrace.contracts;

import static io.millrace.contracts.Topic.Cleanup.COMPACT;
import static io.millrace.contracts.Topic.Cleanup.DELETE;
import static io.millrace.contracts.Topic.Durability.FLUSHED;
import static io.millrace.contracts.Topic.Durability.REPLICATED;

import io.millrace.contracts.accounts.AccountEvent;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.usage.Usage;
import java.time.Duration;
import java.util.List;

/** The catalogue of topics. Nothing else names a topic. */
public final class Topics {
    /** What topic names begin with, unless configured otherwise (tests take a prefix of their own). */
    public static final String DEFAULT_PREFIX = "millrace.";

    /** The consumer that builds the tables. */
    public static final String INGEST = "ingest";

    /** The consumer that counts clicks. */
    public static final String ANALYTICS = "analytics";

    /** What happened to each link. Compacted: an event carries the link's whole state, so the last one is enough. */
    public static final Topic LINKS = new Topic(
            "links", "link key", LinkEvent.class, 6, COMPACT, Duration.ZERO, FLUSHED, List.of(INGEST, ANALYTICS));

    /** Every visit of a short address, as the gateway saw it. */
    public static final Topic CLICKS =
            new Topic("clicks", "link key", Click.class, 6, DELETE, Duration.ofDays(7), REPLICATED, List.of(ANALYTICS));

    /** Absolute counts of a subject's visits in an hour or a day, rewritten as they grow. */
    public static final Topic TELEMETRY_ROLLUPS = new Topic(
            "telemetry.rollups",
            "subject, grain, start and part",
            Rollup.class,
            6,
            COMPACT,
            Duration.ZERO,
            REPLICATED,
            List.of(INGEST));

    /** What happened to each account. Nothing secret is in it. */
    public static final Topic ACCOUNTS =
            new Topic("accounts", "user name", AccountEvent.class, 6, COMPACT, Duration.ZERO, FLUSHED, List.of(INGEST));

    /** What happened to each paste. Short texts are in it, longer ones are referred to. */
    public static final Topic PASTES =
            new Topic("pastes", "paste key", PasteEvent.class, 6, COMPACT, Duration.ZERO, FLUSHED, List.of(INGEST));

    /** Absolute counts of what accounts use in an hour, rewritten as they grow. */
    public static final Topic USAGE = new Topic(
            "usage", "owner, hour and part", Usage.class, 6, COMPACT, Duration.ZERO, REPLICATED, List.of(INGEST));

    public static final List<Topic> ALL = List.of(LINKS, CLICKS, TELEMETRY_ROLLUPS, ACCOUNTS, PASTES, USAGE);

    private Topics() {}
}
