package io.millrace.gateway.search;

import static io.millrace.gateway.links.Gateways.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.accounts.Role;
import io.millrace.contracts.graph.GraphEvent.BlockChanged;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.graph.FollowGraph;
import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.posts.PostsView;
import io.millrace.storage.accounts.AccountWrites;
import io.millrace.storage.search.PostIndexWrites;
import io.millrace.storage.search.UserIndexWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Search over HTTP. There is no ingest here: the tests list things themselves, as its projections do. */
class SearchApiTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void aPostIsFoundByWordsOfItsTitleTextAndTagsWhateverTheirCaseAndAccentsAndByTheBeginningOfTheLast() {
        String id = posted("{'title':'Crème brûlée','text':'Zwölf Quittenbäume','tags':['dessert']}");
        for (String query : List.of("creme", "CRÈME quitten", "dessert zwolf", "brulee%20quittenb%C3%A4um", "q")) {
            assertThat(found("bob", query)).as(query).contains(id);
        }
        for (String query : List.of("quitten creme", "creme quittenbaumen", "rulee")) {
            assertThat(found("bob", query)).as(query).doesNotContain(id);
        }
        assertThat(found(null, "quittenbaume")).contains(id);
    }

    @Test
    void pagesHoldEveryPostOnceNewestFirst() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.add(posted("{'text':'pagedword number " + i + "'}"));
        }
        Collections.reverse(ids);
        List<String> seen = new ArrayList<>();
        String next = null;
        do {
            JsonNode page = search("bob", "pagedword&limit=2" + (next == null ? "" : "&cursor=" + next))
                    .json();
            page.get("items").forEach(item -> seen.add(item.get("id").stringValue()));
            next = page.has("next") ? page.get("next").stringValue() : null;
        } while (next != null);
        assertThat(seen).containsExactlyElementsOf(ids);
    }

    @Test
    void aPostThatIsHiddenOrDeletedIsNotFoundAlthoughTheIndexStillHasIt() {
        String hidden = posted("{'text':'hiddenword'}");
        String deleted = posted("{'text':'hiddenword'}");
        assertThat(found("bob", "hiddenword")).containsExactly(deleted, hidden);
        FIRST.call("PATCH", "/api/v1/posts/" + hidden)
                .as("alice")
                .json("{'visibility':'private'}")
                .send();
        FIRST.call("DELETE", "/api/v1/posts/" + deleted).as("alice").send();
        assertThat(found("bob", "hiddenword")).isEmpty();
        // Its author, too, searches what is public.
        assertThat(found("alice", "hiddenword")).isEmpty();
    }

    @Test
    void aPostThatWasEditedIsNotFoundByWordsThatItLost() {
        String id = posted("{'text':'formerword'}");
        FIRST.call("PATCH", "/api/v1/posts/" + id)
                .as("alice")
                .json("{'text':'latterword'}")
                .send();
        assertThat(found("bob", "formerword")).isEmpty();
        list(id);
        assertThat(found("bob", "latterword")).containsExactly(id);
    }

    @Test
    void whomTheAuthorBlocksFindsNoneOfTheirPosts() {
        String id = posted("{'text':'blockedword'}");
        FollowGraph graph = FIRST.bean(FollowGraph.class);
        OwnerId alice = new OwnerId("alice");
        OwnerId bob = new OwnerId("bob");
        graph.happened(new BlockChanged(alice, bob, true, Instant.now().minusMillis(5)));
        try {
            assertThat(found("bob", "blockedword")).isEmpty();
            assertThat(found("stranger", "blockedword")).containsExactly(id);
        } finally {
            graph.happened(new BlockChanged(alice, bob, false, Instant.now()));
        }
    }

    @Test
    void accountsAreFoundByTheBeginningsOfTheirNamesAndNotOnceTheyAreClosed() {
        Account account = new Account(
                new OwnerId("zoe.lovelace"), "Zoë Gräfin", Role.USER, Instant.parse("2026-03-04T05:06:07Z"), 1);
        FIRST.bean(AccountWrites.class).put(account).block(LIMIT);
        FIRST.bean(UserIndexWrites.class).list(account).block(LIMIT);
        for (String query : List.of("zoe", "ZO", "lovel", "grafin", "zoe.love", "lovelace gr")) {
            JsonNode items = search("bob", query + "&type=users").json().get("items");
            assertThat(items).as(query).hasSize(1);
            assertThat(items.get(0).get("userName").stringValue()).isEqualTo("zoe.lovelace");
            assertThat(items.get(0).get("displayName").stringValue()).isEqualTo("Zoë Gräfin");
        }
        FIRST.bean(AccountWrites.class).delete(account, Instant.now()).block(LIMIT);
        assertThat(search("bob", "lovel&type=users").json().get("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "...", "x&type=pastes", "x&limit=0", "x&cursor=y", "x&cursor=-1", "x&type=users&cursor=A%20B"
            })
    void whatCannotBeSearchedIsRefused(String query) {
        assertThat(search("bob", query).problem()).isEqualTo("invalid-parameter");
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThat(search("bob", "x".repeat(201)).problem()).isEqualTo("invalid-parameter");
        assertThat(search("bob", "a b c d e f g h i j k l m n o p q r s t u").problem())
                .isEqualTo("invalid-parameter");
    }

    private static String posted(String json) {
        Answer made = FIRST.call("POST", "/api/v1/posts").as("alice").json(json).send();
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String id = made.json().get("id").stringValue();
        list(id);
        return id;
    }

    private static void list(String id) {
        Post post = FIRST.bean(PostsView.class).find(PostId.parse(id)).block(LIMIT);
        FIRST.bean(PostIndexWrites.class).list(post).block(LIMIT);
    }

    private static List<String> found(String caller, String query) {
        List<String> ids = new ArrayList<>();
        search(caller, query)
                .json()
                .get("items")
                .forEach(item -> ids.add(item.get("id").stringValue()));
        return ids;
    }

    private static Answer search(String caller, String query) {
        var call = FIRST.call(
                "GET", "/api/v1/search?q=" + query.replace(" ", "%20").replace("È", "%C3%88"));
        return caller == null
                ? call.header("X-Forwarded-For", "203.0.113.9").send()
                : call.as(caller).send();
    }
}
