package io.millrace.gateway.access;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.Visibility;
import io.millrace.contracts.pastes.Paste;
import java.util.List;

/**
 * Something that belongs to somebody, as far as access is concerned.
 *
 * @param owner whose it is
 * @param isPublic whether everybody may read it who has its address
 * @param named who else may read it if it is not public
 */
public record Guarded(OwnerId owner, boolean isPublic, List<OwnerId> named) {
    public Guarded {
        named = List.copyOf(named);
    }

    public static Guarded of(Link link) {
        return new Guarded(link.owner(), link.visibility() == Visibility.PUBLIC, link.allow());
    }

    public static Guarded of(Paste paste) {
        return new Guarded(paste.owner(), paste.visibility() == Visibility.PUBLIC, paste.allow());
    }
}
