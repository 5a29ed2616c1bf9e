package io.millrace.analytics.clicks;

import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.clicks.Outcome;
import io.millrace.contracts.telemetry.Dimension;

/**
 * A click and what is known of it, in the words of each dimension.
 *
 * @param click what the gateway saw
 * @param country the value of {@link Dimension#COUNTRY}
 * @param referrer the value of {@link Dimension#REFERRER}: a registrable domain
 * @param source the value of {@link Dimension#SOURCE}
 * @param browser the value of {@link Dimension#BROWSER}: for a program, what it calls itself
 * @param platform the value of {@link Dimension#PLATFORM}
 * @param device the value of {@link Dimension#DEVICE}
 * @param bot whether a program visited and not a person
 */
record Visit(
        Click click,
        String country,
        String referrer,
        String source,
        String browser,
        String platform,
        String device,
        boolean bot) {

    /** The value by which the visit is counted. */
    String value(Dimension dimension) {
        return switch (dimension) {
            case COUNTRY -> country;
            case REFERRER -> referrer;
            case SOURCE -> source;
            case BROWSER -> browser;
            case PLATFORM -> platform;
            case DEVICE -> device;
            case LINK -> path(click);
        };
    }

    /** The visited address without its host: that of a paste is told from that of a link. */
    private static String path(Click click) {
        return click.outcome() == Outcome.READ
                ? "p/" + click.key()
                : click.key().value();
    }
}
