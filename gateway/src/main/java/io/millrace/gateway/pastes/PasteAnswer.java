package io.millrace.gateway.pastes;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Visibility;
import io.millrace.contracts.pastes.Paste;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A paste as the interface shows it, without its text.
 *
 * @param raw where the text is; null if it can only be read by burning
 * @param allow who else may read it; told to its owner only
 * @param deleteToken allows whoever has it to delete the paste; told once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PasteAnswer(
        String key,
        String url,
        @Nullable String raw,
        @Nullable String name,
        @Nullable String language,
        Instant createdAt,
        Instant expiresAt,
        boolean burn,
        Visibility visibility,
        @Nullable List<OwnerId> allow,
        boolean alias,
        int revision,
        long size,
        @Nullable String sha256,
        long version,
        @Nullable String deleteToken) {

    /** As its owner sees it. */
    static PasteAnswer own(Paste paste, URI publicUrl, @Nullable String deleteToken) {
        return of(paste, publicUrl, paste.allow(), deleteToken);
    }

    /** As others see it. */
    static PasteAnswer foreign(Paste paste, URI publicUrl) {
        return of(paste, publicUrl, null, null);
    }

    private static PasteAnswer of(
            Paste paste, URI publicUrl, @Nullable List<OwnerId> allow, @Nullable String deleteToken) {
        String url = address(paste, publicUrl);
        return new PasteAnswer(
                paste.key().value(),
                url,
                paste.burn() ? null : url + "/raw",
                paste.name(),
                paste.language(),
                paste.createdAt(),
                paste.expiresAt(),
                paste.burn(),
                paste.visibility(),
                allow,
                paste.alias(),
                paste.revision(),
                paste.text().size(),
                // The hash of a short text would give it away.
                paste.burn() ? null : paste.text().sha256(),
                paste.version(),
                deleteToken);
    }

    /** The address that people pass on. */
    static String address(Paste paste, URI publicUrl) {
        return publicUrl + "/p/" + paste.key();
    }
}
