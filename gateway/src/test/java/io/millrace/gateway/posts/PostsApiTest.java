package io.millrace.gateway.posts;

import static io.millrace.gateway.links.Gateways.FIRST;
import static io.millrace.gateway.links.Gateways.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.links.Gateways.Call;
import io.millrace.gateway.links.Gateways.Gateway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The interface of posts over HTTP, on two gateways. */
class PostsApiTest {
    private static final String POSTS = "/api/v1/posts";
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aPostIsAnsweredAsItWasAccepted() {
        Instant before = Instant.now().minusSeconds(1);
        Answer made = create(
                "alice", "{'title':' A day ','text':'one\\ntwo','tags':['#Sea','über','sea'],'visibility':'public'}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        JsonNode post = made.json();
        String id = post.get("id").stringValue();
        assertThat(made.header("Location")).isEqualTo("https://mill.example/posts/" + id);
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        assertThat(post.get("author").stringValue()).isEqualTo("alice");
        assertThat(post.get("title").stringValue()).isEqualTo("A day");
        assertThat(post.get("text").stringValue()).isEqualTo("one\ntwo");
        assertThat(post.get("tags").toString()).isEqualTo("[\"sea\",\"über\"]");
        assertThat(post.get("state").stringValue()).isEqualTo("ready");
        assertThat(post.get("likes").intValue()).isZero();
        assertThat(Instant.parse(post.get("createdAt").stringValue())).isBetween(before, Instant.now());
        assertThat(read(FIRST, "bob", id).json()).isEqualTo(post);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'text':'  '}",
                "{'text':7}",
                "{'text':'x','visibility':'friends'}",
                "{'text':'x','tags':['two words']}",
                "{'text':'x','media':['1']}",
                "{'text':'x','media':['no id']}",
                "{'text':'x','media':[1]}",
                "{'text':'x','media':['1','1']}",
                "{'text':'x\\u0000'}",
                "{'text':'x','author':'bob'}"
            })
    void aPostThatCannotBeIsRefusedWithTheFieldThatIsWrong(String json) {
        Answer refused = create("alice", json);
        assertThat(refused.problem()).as(refused.text()).isEqualTo("invalid-field");
        assertThat(refused.json().get("field").stringValue()).isNotEmpty();
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        assertThat(create("alice", "{'text':'" + "x".repeat(5_000) + "'}").status())
                .isEqualTo(201);
        assertThat(create("alice", "{'text':'" + "x".repeat(5_001) + "'}").problem())
                .isEqualTo("invalid-field");
    }

    @Test
    void somebodyWithoutAnAccountReadsAndDoesNotPost() {
        assertThat(FIRST.call("POST", POSTS).json("{'text':'x'}").send().problem())
                .isEqualTo("unauthenticated");
        String id = created("alice", "{'text':'for all'}");
        assertThat(FIRST.call("GET", POSTS + "/" + id)
                        .header("X-Forwarded-For", "203.0.113.9")
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(FIRST.call("PUT", POSTS + "/" + id + "/like").send().problem())
                .isEqualTo("unauthenticated");
        assertThat(FIRST.call("GET", POSTS + "/" + id)
                        .header("Authorization", "Bearer mr_wrong")
                        .send()
                        .problem())
                .isEqualTo("unauthenticated");
    }

    @Test
    void theSameIdempotencyKeyMakesOnePost() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(FIRST.call("POST", POSTS)
                    .as("alice")
                    .header("Idempotency-Key", "one-post")
                    .json("{'text':'once'}")
                    .send()
                    .json()
                    .get("id")
                    .stringValue());
        }
        assertThat(ids).hasSize(3).containsOnly(ids.get(0));
    }

    @Test
    void anEditAsksForTheVersionThatWasRead() {
        String id = created("alice", "{'title':'T','text':'first'}");
        Answer edited = edit("alice", id, "{'text':'second','title':null,'tags':['b']}", "\"1\"");
        assertThat(edited.status()).as(edited.text()).isEqualTo(200);
        assertThat(edited.header("ETag")).isEqualTo("\"2\"");
        assertThat(edited.json().get("text").stringValue()).isEqualTo("second");
        assertThat(edited.json().has("title")).isFalse();
        assertThat(edited.json().has("editedAt")).isTrue();
        assertThat(edit("alice", id, "{'text':'third'}", "\"1\"").problem()).isEqualTo("precondition-failed");
        assertThat(edit("alice", id, "{'text':null}", "\"2\"").problem()).isEqualTo("invalid-field");
        assertThat(edit("bob", id, "{'text':'theirs'}", "\"2\"").status()).isEqualTo(404);
        assertThat(read(FIRST, "bob", id).json()).isEqualTo(edited.json());
    }

    @Test
    void aTagThatWasNamedStaysWhenTheWordsChangeAndOneOfTheWordsGoesWithThem() {
        String id = created("alice", "{'text':'at the #sea','tags':['summer']}");
        Answer edited = edit("alice", id, "{'text':'at the #lake'}", "\"1\"");
        assertThat(edited.json().get("tags").toString()).isEqualTo("[\"lake\",\"summer\"]");
        Answer bare = edit("alice", id, "{'tags':null}", "\"2\"");
        assertThat(bare.json().get("tags").toString()).isEqualTo("[\"lake\"]");
    }

    @Test
    void ofManyEditsOfTheSameVersionOnTwoGatewaysOneIsMade() {
        String id = created("alice", "{'text':'first'}");
        await().atMost(SOON).until(() -> read(SECOND, "alice", id).status() == 200);
        List<Integer> statuses = IntStream.range(0, 10)
                .mapToObj(i -> (i % 2 == 0 ? FIRST : SECOND)
                        .call("PATCH", POSTS + "/" + id)
                        .as("alice")
                        .header("If-Match", "\"1\"")
                        .json("{'text':'edit " + i + "'}")
                        .sendLater())
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(response -> response.statusCode())
                .toList();
        assertThat(Collections.frequency(statuses, 200)).as("%s", statuses).isEqualTo(1);
        assertThat(Collections.frequency(statuses, 412)).as("%s", statuses).isEqualTo(9);
        assertThat(read(FIRST, "alice", id).json().get("version").intValue()).isEqualTo(2);
    }

    @Test
    void whatIsDeletedOrHiddenIsGoneAtOnceHereAndSoonElsewhere() {
        String deleted = created("alice", "{'text':'to go'}");
        String hidden = created("alice", "{'text':'to hide'}");
        for (String id : List.of(deleted, hidden)) {
            await().atMost(SOON).until(() -> read(SECOND, "bob", id).status() == 200);
        }
        assertThat(FIRST.call("DELETE", POSTS + "/" + deleted).as("alice").status())
                .isEqualTo(204);
        assertThat(edit("alice", hidden, "{'visibility':'private'}", "\"1\"").status())
                .isEqualTo(200);
        for (String id : List.of(deleted, hidden)) {
            assertThat(read(FIRST, "bob", id).status()).isEqualTo(404);
            await().atMost(Duration.ofSeconds(2))
                    .until(() -> read(SECOND, "bob", id).status() == 404);
            assertThat(like("bob", id, "PUT")).isEqualTo(404);
        }
        assertThat(read(FIRST, "alice", deleted).status()).isEqualTo(404);
        assertThat(read(FIRST, "alice", hidden).status()).isEqualTo(200);
        assertThat(ids(timeline(FIRST, "bob", "alice", "?limit=200"))).doesNotContain(deleted, hidden);
    }

    @Test
    void aLikeIsSeenAtOnceByWhoeverGaveItAndSayingItAgainChangesNothing() {
        String id = created("alice", "{'text':'likeable'}");
        for (int i = 0; i < 2; i++) {
            assertThat(like("bob", id, "PUT")).isEqualTo(204);
            assertThat(liked("bob", id)).isTrue();
        }
        assertThat(like("alice", id, "PUT")).isEqualTo(204);
        assertThat(like("bob", id, "DELETE")).isEqualTo(204);
        assertThat(liked("bob", id)).isFalse();
        assertThat(liked("alice", id)).isTrue();
        assertThat(like("bob", "1", "PUT")).isEqualTo(404);
        assertThat(like("bob", "no-id", "PUT")).isEqualTo(404);
    }

    @Test
    void anAuthorsTimelineHasAPostAtOnceAndIsReadInPagesWithoutGapsOrRepeats() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            String visibility = i % 5 == 0 ? "private" : "public";
            made.add(0, created("lister", "{'text':'post " + i + "','visibility':'" + visibility + "'}"));
            assertThat(ids(timeline(FIRST, "lister", "lister", "?limit=1"))).containsExactly(made.get(0));
        }
        assertThat(pages("lister", 7)).isEqualTo(made);
        List<String> open = made.stream()
                .filter(id -> read(FIRST, "bob", id).status() == 200)
                .toList();
        assertThat(open).hasSize(20);
        assertThat(pages("bob", 7)).isEqualTo(open);
        await().atMost(SOON).untilAsserted(() -> assertThat(ids(timeline(SECOND, "lister", "lister", "?limit=200")))
                .isEqualTo(made));
        assertThat(timeline(FIRST, "bob", "lister", "?cursor=x").problem()).isEqualTo("invalid-parameter");
        assertThat(ids(timeline(FIRST, "bob", "nobody-of-that-name", ""))).isEmpty();
    }

    @Test
    void idsOfTwoGatewaysRiseWithTimeAndAreNeverTheSame() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            for (Gateway gateway : List.of(FIRST, SECOND)) {
                ids.add(gateway.call("POST", POSTS)
                        .as("alice")
                        .json("{'text':'x'}")
                        .send()
                        .json()
                        .get("id")
                        .stringValue());
            }
        }
        assertThat(ids.stream().map(PostId::parse).toList()).isSorted().doesNotHaveDuplicates();
    }

    private static List<String> pages(String reader, int limit) {
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = timeline(FIRST, reader, "lister", "?limit=" + limit + cursor);
            all.addAll(ids(page));
            JsonNode next = page.json().get("next");
            cursor = next == null ? "" : "&cursor=" + next.stringValue();
        } while (!cursor.isEmpty());
        return all;
    }

    private static Answer create(String author, String json) {
        return FIRST.call("POST", POSTS).as(author).json(json).send();
    }

    private static String created(String author, String json) {
        return create(author, json).json().get("id").stringValue();
    }

    private static Answer edit(String author, String id, String json, String ifMatch) {
        return FIRST.call("PATCH", POSTS + "/" + id)
                .as(author)
                .header("If-Match", ifMatch)
                .json(json)
                .send();
    }

    private static Answer read(Gateway gateway, String reader, String id) {
        return gateway.call("GET", POSTS + "/" + id).as(reader).send();
    }

    private static int like(String user, String id, String method) {
        Call call = FIRST.call(method, POSTS + "/" + id + "/like").as(user);
        return call.status();
    }

    private static boolean liked(String user, String id) {
        return read(FIRST, user, id).json().get("liked").booleanValue();
    }

    private static Answer timeline(Gateway gateway, String reader, String author, String query) {
        return gateway.call("GET", "/api/v1/users/" + author + "/posts" + query)
                .as(reader)
                .send();
    }

    private static List<String> ids(Answer page) {
        List<String> ids = new ArrayList<>();
        page.json().get("items").forEach(item -> ids.add(item.get("id").stringValue()));
        return ids;
    }
}
