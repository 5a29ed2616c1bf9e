package io.millrace.gateway.keys;

import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.links.EditClaims;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Of all who change the same version of a link or paste, on whatever gateway, one may. */
public final class Versions {
    private final EditClaims claims;

    public Versions(EditClaims claims) {
        this.claims = claims;
    }

    /**
     * Takes the right to make the version after this one; a problem if somebody else has it.
     *
     * @param ifMatch the only version that the caller wants to change; null for whichever there is
     */
    public Mono<Void> claim(LinkKey key, long version, @Nullable Long ifMatch) {
        return claim(key.value(), version, ifMatch);
    }

    /**
     * The same for something that has no short key.
     *
     * @param thing names it; with a slash, which no key has
     */
    public Mono<Void> claim(String thing, long version, @Nullable Long ifMatch) {
        return Mono.defer(() -> {
            if (ifMatch != null && ifMatch != version) {
                return Mono.error(Problem.of(
                        ProblemType.PRECONDITION_FAILED, "It is at version " + version + ", not " + ifMatch));
            }
            return claims.claim(thing, version)
                    .filter(won -> won)
                    .switchIfEmpty(Mono.error(() -> Problem.of(
                            ifMatch == null ? ProblemType.EDIT_CONFLICT : ProblemType.PRECONDITION_FAILED,
                            "It was changed at the same moment; read it again")))
                    .then();
        });
    }

    /** Gives the right back: the version after this one was certainly not made. */
    public Mono<Void> release(LinkKey key, long version) {
        return release(key.value(), version);
    }

    /** The same for something that has no short key. */
    public Mono<Void> release(String thing, long version) {
        return claims.release(thing, version);
    }
}
