package io.millrace.gateway.redirect;

import io.millrace.contracts.accounts.OwnerId;
import java.time.Duration;

/** Whose links have been followed as often as they may be. */
public interface RedirectQuota {
    /** Nobody's. */
    RedirectQuota NONE = new RedirectQuota() {
        @Override
        public boolean isSuspect(OwnerId owner) {
            return false;
        }

        @Override
        public Duration spentFor(OwnerId owner) {
            return Duration.ZERO;
        }
    };

    /** Whether the owner's may have been; cheap enough to be asked at every visit. */
    boolean isSuspect(OwnerId owner);

    /** For how long they must not be followed; zero if they may be. */
    Duration spentFor(OwnerId owner);
}
