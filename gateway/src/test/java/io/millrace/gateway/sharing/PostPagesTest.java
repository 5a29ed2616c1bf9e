package io.millrace.gateway.sharing;

import static io.millrace.gateway.links.Gateways.FIRST;
import static io.millrace.gateway.links.Gateways.PUBLIC_URL;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.links.Gateways.Call;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of posts over HTTP: what is in the head, and for whom there is a page at all. */
class PostPagesTest {
    private static final String ATTACK = "</title><script>alert(1)</script><meta name=x content=";

    @Test
    void everybodyIsToldOfAPublicPostInTheHead() {
        String id = post("{'title':'" + ATTACK + "','text':'By the sea','visibility':'public'}");
        Answer page = page(id, "nobody");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("<meta property=\"og:title\" content=\"&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("<meta property=\"og:description\" content=\"By the sea\">")
                .contains("href=\"" + PUBLIC_URL + "/oembed?format=json&amp;url=")
                .doesNotContain("<script>alert")
                .doesNotContain("{{");
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self' 'sha256-")
                .doesNotContain("unsafe");
        assertThat(embed(id).json().get("type").stringValue()).isEqualTo("rich");
    }

    @ParameterizedTest
    @ValueSource(strings = {"followers", "private"})
    void nothingIsToldInTheHeadOfWhatIsNotForEverybody(String visibility) {
        String id = post("{'title':'Secret','text':'Secret','visibility':'" + visibility + "'}");
        Answer own = page(id, "alice");
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.text()).contains("<title>Post · Millrace</title>").doesNotContain("Secret", "og:");
        assertThat(embed(id).status()).isEqualTo(404);
    }

    @Test
    void whatIsNotForOnesEyesIsAnsweredAsWhatIsNotThere() {
        String hidden = post("{'text':'Secret','visibility':'private'}");
        for (String caller : Set.of("nobody", "stranger")) {
            Answer refused = page(hidden, caller);
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.header("Content-Type")).startsWith("text/html");
            for (String other : Set.of("7", "x", "99999999999999999999")) {
                assertThat(page(other, caller).text()).isEqualTo(refused.text());
            }
        }
    }

    @Test
    void aPostThatWasHiddenOrDeletedHasNoPageAtOnce() {
        String id = post("{'text':'For a while','visibility':'public'}");
        assertThat(page(id, "nobody").status()).isEqualTo(200);
        assertThat(FIRST.call("PATCH", "/api/v1/posts/" + id)
                        .as("alice")
                        .json("{'visibility':'private'}")
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(page(id, "nobody").status()).isEqualTo(404);
        assertThat(embed(id).status()).isEqualTo(404);
        assertThat(page(id, "alice").text()).doesNotContain("For a while");
        assertThat(FIRST.call("DELETE", "/api/v1/posts/" + id)
                        .as("alice")
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(page(id, "alice").status()).isEqualTo(404);
    }

    private static String post(String json) {
        Answer made = FIRST.call("POST", "/api/v1/posts").as("alice").json(json).send();
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json().get("id").stringValue();
    }

    private static Answer page(String id, String caller) {
        Call call = FIRST.call("GET", "/posts/" + id).header("Accept", "text/html");
        return (caller.equals("nobody") ? call.header("X-Forwarded-For", "203.0.113.9") : call.as(caller)).send();
    }

    private static Answer embed(String id) {
        return FIRST.call("GET", "/oembed?url=" + PUBLIC_URL + "/posts/" + id).send();
    }
}
