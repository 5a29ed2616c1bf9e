package io.millrace.gateway.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import io.millrace.gateway.web.Bodies;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a JSON object says of a link; refusals are in {@link LinkRefusalsTest}. */
class LinkFieldsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final LinkRules RULES = new LinkRules(URI.create("https://mill.example"));

    @Test
    void whatIsLeftOutHasItsDefaultAndNullIsLeftOut() {
        NewLink least = newLink("{'target':'https://example.com/'}");
        assertThat(least)
                .isEqualTo(NewLink.to("https://example.com/"))
                .isEqualTo(newLink("{'target':'https://example.com/','alias':null,'expiresAt':null,'maxVisits':null,"
                        + "'title':null,'tags':null,'visibility':null,'allow':null,'forwardQuery':null}"));
        assertThat(newLink("{'target':'a','title':'  '}").title()).isNull();
    }

    @Test
    void timesAreReadFromAnyZoneInMilliseconds() {
        assertThat(newLink("{'target':'a','expiresAt':'2030-01-01T02:00:00.123456789+02:00'}")
                        .expiresAt())
                .isEqualTo(Instant.parse("2030-01-01T00:00:00.123Z"));
    }

    @Test
    void anEditChangesTheFieldsThatItHasAndNoOthers() {
        Link link = new Link(
                new LinkKey("abc"),
                OwnerId.DEFAULT,
                "https://example.com/",
                NOW,
                NOW.plus(Duration.ofDays(1)),
                5L,
                "title",
                Set.of("a"),
                Visibility.PRIVATE,
                List.of(new OwnerId("bob")),
                true,
                true,
                3);
        assertThat(edited(link, "{}"))
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(link);
        assertThat(edited(link, "{}").version()).isEqualTo(4);
        Link emptied = edited(link, "{'title':null,'tags':null,'maxVisits':null,'allow':[],'forwardQuery':false}");
        assertThat(emptied.title()).isNull();
        assertThat(emptied.tags()).isEmpty();
        assertThat(emptied.maxVisits()).isNull();
        assertThat(emptied.allow()).isEmpty();
        assertThat(emptied.forwardQuery()).isFalse();
        assertThat(emptied.visibility()).isEqualTo(Visibility.PRIVATE);
        // What a link cannot be without stays when it is null.
        assertThat(edited(link, "{'target':null,'expiresAt':null,'visibility':null}")
                        .target())
                .isEqualTo(link.target());
        assertThatThrownBy(() -> edited(link, "{'alias':'other'}"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.type()).isEqualTo(ProblemType.INVALID_FIELD));
    }

    @Test
    void anExpiryLiesBetweenNowAndAHundredYears() {
        assertThat(RULES.expiry(NOW.plusMillis(1), NOW)).isEqualTo(NOW.plusMillis(1));
        Instant latest = NOW.plus(LinkRules.LONGEST_LIFE);
        assertThat(RULES.expiry(latest, NOW)).isEqualTo(latest);
        assertThatThrownBy(() -> RULES.expiry(NOW, NOW)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> RULES.expiry(latest.plusMillis(1), NOW)).isInstanceOf(Problem.class);
    }

    private static Link edited(Link link, String json) {
        return new LinkChange(Bodies.parse(json.replace('\'', '"')), RULES)
                .appliedTo(link, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static NewLink newLink(String json) {
        return NewLink.of(Bodies.parse(json.replace('\'', '"')));
    }
}
