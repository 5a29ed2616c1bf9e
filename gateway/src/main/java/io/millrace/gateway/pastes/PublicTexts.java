package io.millrace.gateway.pastes;

import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteText;
import io.millrace.gateway.log.Freshness;
import io.millrace.gateway.redirect.WarmTexts;
import io.millrace.gateway.web.SecurityHeaders;
import io.millrace.storage.pastes.StoredPaste;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * The short texts of pastes that are held in memory, open to all and not burnt by reading, answered as {@link RawHandler} answers
 * them to a plain GET.
 */
final class PublicTexts implements WarmTexts {
    private final RecentPastes pastes;
    private final Freshness freshness;
    private final Clock clock;
    private final String sameForAll;

    PublicTexts(RecentPastes pastes, Freshness freshness, SecurityHeaders security, Clock clock) {
        this.pastes = pastes;
        this.freshness = freshness;
        this.clock = clock;
        HttpHeaders headers = new HttpHeaders();
        RawHandler.described(headers, Visibility.PUBLIC);
        RawHandler.asText(headers);
        security.protect(headers, HttpStatus.OK);
        StringBuilder lines = new StringBuilder("\r\n");
        headers.forEach((name, values) -> values.forEach(
                value -> lines.append(name).append(": ").append(value).append("\r\n")));
        this.sameForAll = lines.append("\r\n").toString();
    }

    @Override
    public @Nullable WarmText peek(String key) {
        StoredPaste held = freshness.isBearable() ? pastes.held(new LinkKey(key)) : null;
        if (held == null || held.isDeleted()) {
            return null;
        }
        Paste paste = held.paste();
        PasteText text = paste.text();
        String inline = text.inline();
        if (inline == null
                || paste.burn()
                || paste.visibility() != Visibility.PUBLIC
                || paste.isExpired(clock.instant())) {
            return null;
        }
        String head =
                "HTTP/1.1 200 OK\r\nETag: " + RawHandler.tag(text) + "\r\nContent-Length: " + text.size() + sameForAll;
        return new WarmText(
                paste.owner(), head.getBytes(StandardCharsets.US_ASCII), inline.getBytes(StandardCharsets.UTF_8));
    }
}
