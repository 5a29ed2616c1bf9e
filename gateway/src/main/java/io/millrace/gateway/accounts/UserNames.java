package io.millrace.gateway.accounts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.web.Fields;
import java.util.Locale;
import java.util.Set;

/** Which names users may have. */
final class UserNames {
    static final OwnerId ADMIN = new OwnerId("admin");

    private static final String FORM = "[a-z0-9._-]{3,30}";
    private static final Set<String> RESERVED = Set.of(
            "abuse",
            "account",
            "accounts",
            "administrator",
            "admin",
            "all",
            "anonymous",
            "api",
            "default",
            "everybody",
            "everyone",
            "followers",
            "guest",
            "help",
            "hostmaster",
            "info",
            "mail",
            "millrace",
            "moderator",
            "noreply",
            "no-reply",
            "nobody",
            "null",
            "official",
            "owner",
            "postmaster",
            "public",
            "root",
            "security",
            "site",
            "staff",
            "support",
            "system",
            "undefined",
            "webmaster",
            "www");

    private UserNames() {}

    /** The name that somebody wants, in its one spelling. */
    static OwnerId checked(String text) {
        String folded = folded(text);
        if (!folded.matches(FORM)) {
            throw Fields.invalid("userName", "A user name is 3 to 30 characters of a-z, 0-9, '.', '_' and '-'");
        }
        if (RESERVED.contains(folded) || folded.chars().noneMatch(Character::isLetterOrDigit)) {
            throw Fields.invalid("userName", "The user name \"" + folded + "\" is reserved");
        }
        return new OwnerId(folded);
    }

    static String folded(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
