package io.millrace.gateway.keys;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How short keys are made.
 *
 * @param length of new keys, 6 to 10; keys of the present length only are told apart without a read
 * @param secret at least 32 hexadecimal digits that keep keys from being guessed, the same on every gateway; made and kept in
 *     {@code millrace.home} when left out
 */
@ConfigurationProperties("millrace.keys")
record KeySettings(@DefaultValue("7") int length, @Nullable String secret) {
    KeySettings {
        if (length < KeyFormat.MIN_LENGTH || length > KeyFormat.MAX_LENGTH) {
            throw new IllegalArgumentException("millrace.keys.length is 6 to 10, not " + length);
        }
        if (secret != null && !secret.matches("([0-9a-fA-F]{2}){16,}")) {
            throw new IllegalArgumentException(
                    "millrace.keys.secret is at least 32 hexadecimal digits, for example from: openssl rand -hex 32");
        }
    }

    @Nullable
    KeySecret configured() {
        return secret == null ? null : new KeySecret(HexFormat.of().parseHex(secret));
    }
}
