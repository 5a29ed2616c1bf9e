package io.millrace.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.accounts.Role;
import io.millrace.gateway.accounts.Caller;
import io.millrace.gateway.accounts.Caller.Way;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All cells of the rule; the table is that of {@code docs/access.md}. */
class AccessTest {
    private static final OwnerId OWNER = new OwnerId("owner");
    private static final OwnerId NAMED = new OwnerId("named");

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            thing,   right,         nobody, anonymous, stranger, named, owner, admin
            public,  READ,          true,   true,      true,     true,  true,  true
            private, READ,          false,  false,     false,    true,  true,  true
            public,  SEE_SETTINGS,  false,  false,     false,    false, true,  true
            private, SEE_SETTINGS,  false,  false,     false,    false, true,  true
            public,  WRITE,         false,  false,     false,    false, true,  true
            private, WRITE,         false,  false,     false,    false, true,  true
            public,  DELETE,        false,  false,     false,    false, true,  true
            private, DELETE,        false,  false,     false,    false, true,  true
            public,  SEE_TELEMETRY, false,  false,     false,    false, true,  true
            private, SEE_TELEMETRY, false,  false,     false,    false, true,  true
            """)
    void theRuleHolds(
            String thing,
            Right right,
            boolean nobody,
            boolean anonymous,
            boolean stranger,
            boolean named,
            boolean owner,
            boolean admin) {
        Guarded guarded = new Guarded(OWNER, thing.equals("public"), List.of(NAMED, OwnerId.DEFAULT));
        assertThat(Access.allows(null, right, guarded)).as("nobody").isEqualTo(nobody);
        // Not even with the role of an admin, and named: whoever is on this machine is not one person.
        assertThat(Access.allows(new Caller(OwnerId.DEFAULT, Role.ADMIN, Way.ANONYMOUS, Set.of()), right, guarded))
                .as("anonymous")
                .isEqualTo(anonymous);
        assertThat(allows("stranger", Role.USER, right, guarded)).as("stranger").isEqualTo(stranger);
        assertThat(allows("named", Role.USER, right, guarded)).as("named").isEqualTo(named);
        assertThat(allows("owner", Role.USER, right, guarded)).as("owner").isEqualTo(owner);
        assertThat(allows("chief", Role.ADMIN, right, guarded)).as("admin").isEqualTo(admin);
    }

    private static boolean allows(String who, Role role, Right right, Guarded guarded) {
        return Access.allows(new Caller(new OwnerId(who), role, Way.KEY, Set.of()), right, guarded);
    }
}
