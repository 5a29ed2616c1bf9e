package io.millrace.gateway.accounts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.accounts.Role;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may use the interface, beside those who have an account.
 *
 * @param apiKeys the owner of each API key, by the key's SHA-256 in lower-case hexadecimal: keys themselves are kept nowhere
 * @param anonymous whether programs on this machine may do without a key, as the owner {@code default}; {@code ./millrace up}
 *     sets it
 * @param admins owners of configured keys who are admins; with {@code default} among them, who is anonymous sees the figures
 *     of the whole site
 */
@ConfigurationProperties("millrace")
record AccountSettings(
        @DefaultValue Map<String, String> apiKeys,
        @DefaultValue("false") boolean anonymous,
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
    Map<String, Caller> callers() {
        return apiKeys.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> configured(entry.getValue())));
    }

    /** The owners of the configured keys. */
    Set<OwnerId> owners() {
        return apiKeys.values().stream().map(OwnerId::new).collect(Collectors.toUnmodifiableSet());
    }

    private Caller configured(String owner) {
        return new Caller(new OwnerId(owner), role(owner), Caller.Way.KEY, Scope.ALL);
    }

    Role role(String owner) {
        return admins.contains(owner) ? Role.ADMIN : Role.USER;
    }
}
