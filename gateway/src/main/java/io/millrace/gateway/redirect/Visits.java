package io.millrace.gateway.redirect;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.clicks.Clicks;
import io.millrace.gateway.clicks.VisitBytes;
import io.millrace.gateway.visitors.Visitor;
import io.millrace.gateway.visitors.Visitors;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Records the visits that come over the ordinary route. */
public final class Visits {
    private static final long DAY_MILLIS = 86_400_000;
    private static final InetAddress NOWHERE = InetAddress.getLoopbackAddress();

    private final Clicks clicks;
    private final Visitors visitors;
    private final Clock clock;

    public Visits(Clicks clicks, Visitors visitors, Clock clock) {
        this.clicks = clicks;
        this.visitors = visitors;
        this.clock = clock;
    }

    void redirected(ServerRequest request, String key, CachedLink link) {
        long now = clock.millis();
        clicks.redirected(now, key, link.owner(), referrer(request), visit(request, now));
    }

    /** The text of a paste is about to be answered. */
    public void read(ServerRequest request, String key, OwnerId owner) {
        long now = clock.millis();
        clicks.read(now, key, owner, referrer(request), visit(request, now));
    }

    void unknown(ServerRequest request, String key) {
        long now = clock.millis();
        clicks.unknown(now, key, referrer(request), visit(request, now));
    }

    private VisitBytes visit(ServerRequest request, long now) {
        String userAgent = request.headers().firstHeader(HttpHeaders.USER_AGENT);
        List<String> forwarded = request.headers().header("X-Forwarded-For");
        String countryHeader = visitors.countryHeader();
        Visitor visitor = visitors.visitor(
                request.remoteAddress().map(InetSocketAddress::getAddress).orElse(NOWHERE),
                forwarded.isEmpty() ? null : String.join(",", forwarded),
                countryHeader == null ? null : request.headers().firstHeader(countryHeader),
                userAgent,
                Math.floorDiv(now, DAY_MILLIS));
        return VisitBytes.of(visitor, userAgent);
    }

    private static @Nullable String referrer(ServerRequest request) {
        return request.headers().firstHeader(HttpHeaders.REFERER);
    }
}
