package io.millrace.gateway.pastes;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How pastes are served.
 *
 * @param cacheSize how much heap the cached texts may take; 10 % of the heap when left out
 */
@ConfigurationProperties("millrace.pastes")
record PasteSettings(@Nullable DataSize cacheSize) {
    private static final double SHARE_OF_HEAP = 0.1;

    long cacheBytes() {
        return cacheSize == null ? (long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP) : cacheSize.toBytes();
    }
}
