package io.millrace.analytics.clicks;

import io.millrace.analytics.agents.Agent;
import io.millrace.analytics.agents.Agents;
import io.millrace.analytics.referrers.Referrer;
import io.millrace.analytics.referrers.Referrers;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.telemetry.Dimension;

/** Says of a click what it is counted by. Thread-safe. */
final class Describe {
    private final Agents agents;
    private final Referrers referrers;

    Describe(Agents agents, Referrers referrers) {
        this.agents = agents;
        this.referrers = referrers;
    }

    Visit visit(Click click) {
        Agent agent = agents.of(click.userAgent());
        Referrer referrer = referrers.of(click.referrer());
        String country = click.country();
        return new Visit(
                click,
                country == null ? Dimension.UNKNOWN : country,
                referrer.domain(),
                referrer.source(),
                agent.browser(),
                agent.platform(),
                agent.device(),
                agent.bot());
    }
}
