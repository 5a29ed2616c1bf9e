package io.millrace.gateway.keys;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.redirect.ReservedKeys;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.links.AliasClaims;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Gives new links and pastes their key: an issued one, or the alias that their owner wants and claims. */
public final class ShortKeys {
    private static final Logger log = LoggerFactory.getLogger(ShortKeys.class);

    private final KeyIssuer issuer;
    private final AliasKeys aliasKeys;
    private final AliasClaims claims;

    public ShortKeys(KeyIssuer issuer, AliasKeys aliasKeys, AliasClaims claims) {
        this.issuer = issuer;
        this.aliasKeys = aliasKeys;
        this.claims = claims;
    }

    /** The text as an alias; fails with a problem if it cannot be one. */
    public static LinkKey alias(String text) {
        if (!LinkKey.isValid(text)) {
            throw Problem.ofField(
                    ProblemType.INVALID_ALIAS, "alias", "An alias is 3 to 64 characters of A-Z, a-z, 0-9, _ and -");
        }
        if (ReservedKeys.contains(text)) {
            throw Problem.ofField(ProblemType.INVALID_ALIAS, "alias", "The alias \"" + text + "\" is reserved");
        }
        return new LinkKey(text);
    }

    /**
     * A key that nobody else has or gets; the problem {@code alias-taken} if the alias is somebody's.
     *
     * @param alias what the key should be; null for an issued one
     */
    public Mono<LinkKey> take(@Nullable LinkKey alias, OwnerId owner) {
        return alias == null ? issuer.issue() : claim(alias, owner);
    }

    private Mono<LinkKey> claim(LinkKey alias, OwnerId owner) {
        return claims.claim(alias, owner)
                .filter(won -> won)
                .switchIfEmpty(Mono.error(() -> taken(alias)))
                .flatMap(won -> aliasKeys.reserve(alias))
                .filter(free -> free)
                .switchIfEmpty(Mono.error(() -> taken(alias)))
                .thenReturn(alias);
    }

    private static Problem taken(LinkKey alias) {
        return Problem.ofField(
                ProblemType.ALIAS_TAKEN, "alias", "The alias \"" + alias + "\" is taken; choose another");
    }

    /** Makes the claim of an alias last, now that its event is in the log. If that cannot be done now, ingest does it. */
    public Mono<Void> confirm(@Nullable LinkKey alias) {
        return alias == null
                ? Mono.empty()
                : claims.confirm(alias).onErrorResume(error -> {
                    log.debug("The claim of an alias is left to ingest", error);
                    return Mono.empty();
                });
    }

    /** Gives an alias back whose event is certainly not in the log. */
    public Mono<Void> release(@Nullable LinkKey alias) {
        return alias == null ? Mono.empty() : claims.release(alias);
    }
}
