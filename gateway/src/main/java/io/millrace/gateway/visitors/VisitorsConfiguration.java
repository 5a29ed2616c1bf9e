package io.millrace.gateway.visitors;

import io.millrace.gateway.GatewayProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Visitors as the settings have them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VisitorSettings.class)
class VisitorsConfiguration {
    private static final int SECRET_BYTES = 32;

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
    Visitors visitors(VisitorSettings settings, Countries countries, GatewayProperties gateway) throws IOException {
        List<Network> proxies =
                settings.trustedProxies().stream().map(Network::parse).toList();
        return new Visitors(
                new TrustedProxies(proxies),
                countries,
                new Pseudonyms(secret(
                        settings.secret(), gateway.home().resolve("secrets").resolve("visitors"))),
                settings.countryHeader());
    }

    private static byte[] secret(@Nullable String configured, Path file) throws IOException {
        if (configured != null) {
            return configured.getBytes(StandardCharsets.UTF_8);
        }
        if (Files.notExists(file)) {
            byte[] made = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(made);
            Files.createDirectories(file.toAbsolutePath().getParent());
            try {
                Files.write(
                        Files.createFile(
                                file,
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                        made,
                        StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException e) {
                return Files.readAllBytes(file);
            }
        }
        return Files.readAllBytes(file);
    }
}
