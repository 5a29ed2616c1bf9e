package io.millrace.gateway.links;

import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.gateway.keys.KeyOracle;
import io.millrace.gateway.log.LinksListener;

/** Tells the key oracle of links that other gateways made. */
final class OracleListener implements LinksListener, LinkEvent.Handler<Link> {
    private final KeyOracle oracle;

    OracleListener(KeyOracle oracle) {
        this.oracle = oracle;
    }

    @Override
    public void happened(LinkEvent event) {
        Link link = event.accept(this);
        oracle.saw(link.key(), link.alias());
    }

    @Override
    public Link created(LinkEvent.LinkCreated event) {
        return event.link();
    }

    @Override
    public Link edited(LinkEvent.LinkEdited event) {
        return event.link();
    }

    @Override
    public Link deleted(LinkEvent.LinkDeleted event) {
        return event.link();
    }
}
