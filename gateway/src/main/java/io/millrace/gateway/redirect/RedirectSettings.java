package io.millrace.gateway.redirect;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How redirects are served.
 *
 * @param cacheSize how much heap the cached links may take; 60 % of the heap when left out, which is a million links and
 *     more in 512 MB
 */
@ConfigurationProperties("millrace.redirect")
record RedirectSettings(@Nullable DataSize cacheSize) {
    private static final double SHARE_OF_HEAP = 0.6;

    long cacheBytes() {
        return cacheSize == null ? (long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP) : cacheSize.toBytes();
    }
}
