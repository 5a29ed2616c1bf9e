package io.millrace.gateway.links;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.Visibility;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A link as the interface shows it to its owner. */
record LinkAnswer(
        String key,
        String url,
        String target,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Long maxVisits,
        @Nullable Long visits,
        @Nullable String title,
        Set<String> tags,
        Visibility visibility,
        List<OwnerId> allow,
        boolean forwardQuery,
        boolean alias,
        long version) {

    /**
     * @param visits how many visits a limited link has let through; null where that is not told
     */
    static LinkAnswer of(Link link, URI publicUrl, @Nullable Long visits) {
        return new LinkAnswer(
                link.key().value(),
                publicUrl + "/" + link.key(),
                link.target(),
                link.createdAt(),
                link.expiresAt(),
                link.maxVisits(),
                visits,
                link.title(),
                link.tags(),
                link.visibility(),
                link.allow(),
                link.forwardQuery(),
                link.alias(),
                link.version());
    }
}
