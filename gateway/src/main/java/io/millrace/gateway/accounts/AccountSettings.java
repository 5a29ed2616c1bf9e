package io.millrace.gateway.accounts;

import io.millrace.contracts.accounts.OwnerId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may use the interface.
 *
 * @param apiKeys the owner of each API key, by the key's SHA-256 in lower-case hexadecimal: keys themselves are kept nowhere
 * @param anonymous whether programs on this machine may do without a key, as the owner {@code default}
 * @param admins the owners who may see the whole site
 */
@ConfigurationProperties("millrace")
record AccountSettings(
        @DefaultValue Map<String, String> apiKeys,
        @DefaultValue("true") boolean anonymous,
        @DefaultValue("default") Set<String> admins) {

    AccountSettings {
        apiKeys.keySet().forEach(hash -> {
            if (!hash.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException(
                        "The names below millrace.api-keys are SHA-256 hashes of keys (printf %s KEY | sha256sum), not "
                                + hash);
            }
        });
    }

    /** @throws IllegalArgumentException if an owner's name is not one */
    Map<String, OwnerId> owners() {
        return apiKeys.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> new OwnerId(entry.getValue())));
    }
}
