package io.millrace.gateway.keys;

import io.millrace.gateway.GatewayProperties;
import io.millrace.gateway.secrets.SecretFile;
import io.millrace.storage.keys.KeyBlocks;
import io.millrace.storage.keys.KeyReservations;
import io.millrace.storage.links.AliasClaims;
import io.millrace.storage.links.EditClaims;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The issuer of short keys and what goes with it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeySettings.class)
class KeysConfiguration {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    /** Stops the start when another secret made the keys that are in the tables: two secrets would make the same key twice. */
    @Bean
    KeySecret keySecret(
            KeySettings settings, GatewayProperties properties, io.millrace.storage.keys.KeySettings agreed) {
        KeySecret configured = settings.configured();
        KeySecret secret = configured != null
                ? configured
                : new KeySecret(new SecretFile(properties.home(), "short-keys").readOrCreate());
        String inForce = Objects.requireNonNull(
                agreed.claimFingerprint(secret.fingerprint()).block(START_LIMIT));
        if (!inForce.equals(secret.fingerprint())) {
            throw new IllegalStateException(
                    "The short keys in this database were made with another secret (fingerprint "
                            + inForce + ", this one has " + secret.fingerprint()
                            + "). Set millrace.keys.secret to that one, or keep the file secrets/short-keys in millrace.home.");
        }
        return secret;
    }

    @Bean
    KeyFormat keyFormat(KeySettings settings, KeySecret secret) {
        return new KeyFormat(settings.length(), secret);
    }

    @Bean
    KeyIssuer keyIssuer(KeyFormat format, KeyBlocks blocks, KeyReservations reservations) {
        int shard = ThreadLocalRandom.current().nextInt(KeyBlocks.SHARDS);
        return new KeyIssuer(format, new CassandraLeases(format.length(), blocks, reservations), shard);
    }

    @Bean
    AliasKeys aliasKeys(KeyFormat format, KeyBlocks blocks, KeyReservations reservations) {
        return new AliasKeys(format, blocks, reservations);
    }

    @Bean
    ShortKeys shortKeys(KeyIssuer issuer, AliasKeys aliasKeys, AliasClaims claims) {
        return new ShortKeys(issuer, aliasKeys, claims);
    }

    @Bean
    Versions versions(EditClaims claims) {
        return new Versions(claims);
    }

    @Bean
    KeyOracle keyOracle(KeyFormat format) {
        return new KeyOracle(format, System::nanoTime);
    }

    @Bean
    OracleRefresh oracleRefresh(KeyOracle oracle, KeyFormat format, KeyBlocks blocks, KeyReservations reservations) {
        return new OracleRefresh(oracle, format.length(), blocks, reservations);
    }
}
