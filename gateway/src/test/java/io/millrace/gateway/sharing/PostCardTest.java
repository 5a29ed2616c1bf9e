package io.millrace.gateway.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.posts.Attachment;
import io.millrace.contracts.posts.MediaId;
import io.millrace.contracts.posts.MediaKind;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.HtmlUtils;

/** What the head of a post's page tells other apps. */
class PostCardTest {
    /** An element with nothing in it that could end an attribute or begin another element. */
    private static final Pattern ELEMENT =
            Pattern.compile("<title>[^<>\"]*</title>|<(?:meta|link)(?: [a-z]+=\"[^\"<>]*\")+>");

    private static final Pattern PROPERTY = Pattern.compile("(?:property|name)=\"([a-z_:]+)\" content=\"([^\"]*)\"");

    @Test
    void aPhotoIsShownAsItIsAndAsLargeAsItIs() {
        String card = PostCard.of(Posts.of("A day", "By the sea", Posts.photo(4000, 3000, "Waves")), Posts.HERE);
        assertThat(values(card, "og:title")).containsExactly("A day");
        assertThat(values(card, "og:description")).containsExactly("By the sea");
        assertThat(values(card, "og:url")).containsExactly("https://mill.example/posts/" + Posts.ID);
        assertThat(values(card, "og:image")).containsExactly("https://mill.example/media/7/1080");
        assertThat(values(card, "og:image:width")).containsExactly("1080");
        assertThat(values(card, "og:image:height")).containsExactly("810");
        assertThat(values(card, "og:image:alt")).containsExactly("Waves");
        assertThat(values(card, "twitter:card")).containsExactly("summary_large_image");
        assertThat(card)
                .contains("<link rel=\"alternate\" type=\"application/json+oembed\" href=\"https://mill.example/oembed?"
                        + "format=json&amp;url=https%3A%2F%2Fmill.example%2Fposts%2F" + Posts.ID
                        + "\" title=\"A day\">");
    }

    @Test
    void aSmallPhotoIsNotToldLargerThanItIs() {
        String card = PostCard.of(Posts.of(null, null, Posts.photo(300, 200, "A dot")), Posts.HERE);
        assertThat(values(card, "og:image:width")).containsExactly("300");
        assertThat(values(card, "og:title")).containsExactly("A post by alice");
        assertThat(values(card, "og:description")).containsExactly("A dot");
    }

    @Test
    void aPostOfWordsIsASummaryCalledAsItBegins() {
        String card = PostCard.of(Posts.of(null, "One\n two\u2003three"), Posts.HERE);
        assertThat(values(card, "twitter:card")).containsExactly("summary");
        assertThat(values(card, "og:title")).containsExactly("One two three");
        assertThat(values(card, "og:image")).isEmpty();
    }

    @Test
    void aVideoIsNamedWithItsType() {
        Attachment video = new Attachment(new MediaId(9), MediaKind.MP4, null, 0, 0, null);
        String card = PostCard.of(Posts.of("Seen", null, video), Posts.HERE);
        assertThat(values(card, "og:video")).containsExactly("https://mill.example/media/9/video");
        assertThat(values(card, "og:video:type")).containsExactly("video/mp4");
        assertThat(values(card, "twitter:card")).containsExactly("summary");
    }

    @Test
    void longWordsAreCutBetweenCharacters() {
        String card = PostCard.of(Posts.of("😀".repeat(200), "x".repeat(5_000)), Posts.HERE);
        assertThat(values(card, "og:title")).containsExactly("😀".repeat(99) + "…");
        assertThat(values(card, "og:description").get(0)).hasSize(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</title><script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onload='alert(1)",
                "\" http-equiv=\"refresh\" content=\"0;url=https://evil.example",
                "<!-- --><base href=//evil.example>",
                "&quot;&gt;&lt;script&gt;",
                "&#34;><svg/onload=alert(1)>",
                "{{version}}{{importmap}}",
                "]]>\u2028</title>\u0085<meta>"
            })
    void nothingThatSomebodyWroteEndsWhereItStands(String attack) {
        String card = PostCard.of(Posts.of(attack, attack, Posts.photo(640, 480, attack)), Posts.HERE);
        assertThat(card.lines()).allMatch(line -> ELEMENT.matcher(line).matches());
        assertThat(card).doesNotContain("http-equiv=\"");
        assertThat(values(card, "og:title")).containsExactly(Words.oneLine(attack, 100));
        assertThat(values(card, "og:image:alt")).containsExactly(attack);
    }

    private static List<String> values(String card, String property) {
        return PROPERTY.matcher(card)
                .results()
                .filter(found -> found.group(1).equals(property))
                .map((MatchResult found) -> HtmlUtils.htmlUnescape(found.group(2)))
                .toList();
    }
}
