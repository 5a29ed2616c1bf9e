package io.millrace.ingest.readers;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose feeds are written.
 *
 * @param idle how long after somebody was last there their feed is no longer written; they are told to be there about once a day
 */
@ConfigurationProperties("millrace.feed")
public record ReaderSettings(@DefaultValue("14d") Duration idle) {
    public ReaderSettings {
        if (idle.isNegative() || idle.isZero()) {
            throw new IllegalArgumentException("Set millrace.feed.idle to some days, for example 14d");
        }
    }
}
