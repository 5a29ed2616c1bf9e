package io.millrace.gateway.visitors;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How visitors are told apart.
 *
 * @param trustedProxies addresses or blocks of the proxies whose {@code X-Forwarded-For} is believed; none by default
 * @param countryHeader the header in which these proxies say the client's country, for example {@code CF-IPCountry}
 * @param countryData a file in MaxMind's format instead of the one that comes with Millrace
 * @param secret what pseudonyms are made with, at least 16 characters, the same for all gateways; made and kept under
 *     {@code millrace.home} when it is left out
 */
@ConfigurationProperties("millrace.visitors")
record VisitorSettings(
        @DefaultValue List<String> trustedProxies,
        @Nullable String countryHeader,
        @Nullable Path countryData,
        @Nullable String secret) {
    private static final int MIN_SECRET = 16;

    VisitorSettings {
        trustedProxies = List.copyOf(trustedProxies);
        if (secret != null && secret.length() < MIN_SECRET) {
            throw new IllegalArgumentException(
                    "millrace.visitors.secret is too short: give it at least 16 random characters");
        }
    }
}
