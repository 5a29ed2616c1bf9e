package io.millrace.gateway.redirect;

import io.millrace.gateway.clicks.Clicks;
import io.millrace.gateway.log.Freshness;
import io.millrace.gateway.visitors.Visitors;

/**
 * What every fast lane of a gateway shares.
 *
 * @param cache the links
 * @param freshness whether the cache may be believed
 * @param clicks where visits are recorded
 * @param visitors who visits
 * @param counts how visits were answered
 * @param quota whose links must not be followed
 * @param texts what of pastes it may give out
 */
record Crossing(
        RedirectCache cache,
        Freshness freshness,
        Clicks clicks,
        Visitors visitors,
        RedirectCounts counts,
        RedirectQuota quota,
        WarmTexts texts) {}
