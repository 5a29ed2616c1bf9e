package io.millrace.gateway.accounts;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a browser stays signed in.
 *
 * @param idle after its last request
 * @param longest in all, whatever it does
 */
@ConfigurationProperties("millrace.sessions")
record SessionSettings(
        @DefaultValue("7d") Duration idle,
        @DefaultValue("30d") Duration longest) {
    SessionSettings {
        if (idle.toSeconds() < 1 || longest.compareTo(idle) < 0) {
            throw new IllegalArgumentException(
                    "millrace.sessions.idle is at least 1s, and millrace.sessions.longest not shorter than it");
        }
    }
}
