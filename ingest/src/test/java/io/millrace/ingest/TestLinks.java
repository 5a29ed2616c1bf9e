package io.millrace.ingest;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Links and what happens to them, for tests. */
public final class TestLinks {
    public static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");

    private TestLinks() {}

    public static Link link(String key, long version, String title, Set<String> tags, boolean alias) {
        return new Link(
                new LinkKey(key),
                new OwnerId("ada"),
                "https://example.com/" + version,
                AT,
                AT.plusSeconds(3_600),
                null,
                title,
                tags,
                Visibility.PUBLIC,
                List.of(),
                false,
                alias,
                version);
    }

    /** The event that makes this version of the link: its creation, or the edit that led to it. */
    public static LinkEvent to(Link link) {
        return link.version() == 1
                ? new LinkEvent.LinkCreated(link)
                : new LinkEvent.LinkEdited(link, AT.plusSeconds(link.version()));
    }

    public static LinkEvent event(String key, long version) {
        return to(link(key, version, null, Set.of(), false));
    }

    /** The version that a creation or an edit is about. */
    public static long version(LinkEvent event) {
        Link link =
                event instanceof LinkEvent.LinkCreated created ? created.link() : ((LinkEvent.LinkEdited) event).link();
        return link.version();
    }
}
