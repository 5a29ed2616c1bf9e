package io.millrace.analytics.quotas;

import io.millrace.contracts.links.LinkEvent;

/** A link that is made is a creation; what happens to it later costs nothing. */
final class CountLinks extends CountUsage<byte[], LinkEvent> {
    CountLinks() {
        super(QuotasTopology.LINK_USAGE);
    }

    @Override
    void count(LinkEvent event) {
        if (event instanceof LinkEvent.LinkCreated created) {
            of(created.link().owner(), created.link().createdAt()).creations++;
        }
    }
}
