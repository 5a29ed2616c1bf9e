package io.millrace.gateway.visitors;

import io.millrace.gateway.GatewayProperties;
import io.millrace.gateway.secrets.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Visitors as the settings have them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VisitorSettings.class)
class VisitorsConfiguration {
    @Bean(destroyMethod = "close")
    Countries countries(VisitorSettings settings) {
        Path file = settings.countryData();
        if (file == null) {
            return Countries.bundled();
        }
        try {
            return Countries.from(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "millrace.visitors.country-data is not a readable file in MaxMind's format: " + file, e);
        }
    }

    @Bean
    Visitors visitors(VisitorSettings settings, Countries countries, GatewayProperties gateway) {
        List<Network> proxies =
                settings.trustedProxies().stream().map(Network::parse).toList();
        return new Visitors(
                new TrustedProxies(proxies),
                countries,
                new Pseudonyms(secret(settings.secret(), gateway.home())),
                settings.countryHeader());
    }

    private static byte[] secret(@Nullable String configured, Path home) {
        return configured == null
                ? new SecretFile(home, "pseudonyms").readOrCreate()
                : configured.getBytes(StandardCharsets.UTF_8);
    }
}
