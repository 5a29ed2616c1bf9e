package io.millrace.gateway.pastes;

import static io.millrace.gateway.links.Gateways.FIRST;
import static io.millrace.gateway.links.Gateways.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.pastes.PasteText;
import io.millrace.gateway.links.Gateways;
import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.links.Gateways.Call;
import io.millrace.gateway.links.Gateways.Gateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The interface of pastes over HTTP, on two gateways. */
class PastesApiTest {
    private static final String PASTES = "/api/v1/pastes";
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void curlWithDataBinaryGetsTheAddressAsText() {
        Answer made = FIRST.call("POST", "/p")
                .as("alice")
                .body("application/x-www-form-urlencoded", "a=1&b=%20 stays as it is\n")
                .send();
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Content-Type")).startsWith("text/plain");
        assertThat(made.text()).matches("https://mill\\.example/p/[0-9A-Za-z]{7}\n");
        assertThat(made.header("Location")).isEqualTo(made.text().strip());
        assertThat(raw(FIRST, keyOf(made)).text()).isEqualTo("a=1&b=%20 stays as it is\n");
        Answer atTheApi = FIRST.call("POST", PASTES)
                .as("alice")
                .body("application/x-www-form-urlencoded", "raw")
                .send();
        assertThat(atTheApi.text()).startsWith("https://mill.example/p/");
    }

    @Test
    void curlWithAFormFileGetsTheAddressAndThePasteItsFilesName() {
        String body = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"dir/note.py\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\nprint('é')\n\r\n--x\r\n"
                + "Content-Disposition: form-data; name=\"other\"\r\n\r\nignored\r\n--x--\r\n";
        Answer made = FIRST.call("POST", "/p")
                .as("alice")
                .body("multipart/form-data; boundary=x", body)
                .send();
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(raw(FIRST, keyOf(made)).text()).isEqualTo("print('é')\n");
        assertThat(read(keyOf(made)).get("name").stringValue()).isEqualTo("note.py");
    }

    @Test
    void textAndJsonAreTakenAndAnsweredInKind() {
        Answer text = FIRST.call("POST", PASTES + "?name=Notes&language=java")
                .as("alice")
                .body("text/plain", "class A {}")
                .send();
        assertThat(text.text()).startsWith("https://mill.example/p/");
        assertThat(read(keyOf(text)).get("name").stringValue()).isEqualTo("Notes");
        assertThat(read(keyOf(text)).get("language").stringValue()).isEqualTo("java");
        JsonNode json = create("{'text':'x','name':' N ','alias':'my-paste','language':'c++',"
                + "'expiresAt':'2090-01-01T00:00:00Z','visibility':'private','allow':['bob']}");
        assertThat(json.get("key").stringValue()).isEqualTo("my-paste");
        assertThat(json.get("url").stringValue()).isEqualTo("https://mill.example/p/my-paste");
        assertThat(json.get("name").stringValue()).isEqualTo("N");
        assertThat(json.get("visibility").stringValue()).isEqualTo("private");
        assertThat(json.get("revision").intValue()).isEqualTo(1);
        assertThat(json.get("size").intValue()).isEqualTo(1);
        assertThat(json.has("deleteToken")).isFalse();
    }

    @Test
    void anAliasIsOneNameForLinksAndPastes() {
        create("{'text':'x','alias':'shared-name'}");
        assertThat(FIRST.call("POST", "/api/v1/links")
                        .as("alice")
                        .json("{'target':'https://example.com/','alias':'shared-name'}")
                        .send()
                        .problem())
                .isEqualTo("alias-taken");
    }

    @Test
    void hasteClientsWork() {
        Answer made = FIRST.call("POST", "/documents")
                .as("alice")
                .body("text/plain", "say \"hi\"\t\\é\n")
                .send();
        assertThat(made.status()).isEqualTo(200);
        String key = made.json().get("key").stringValue();
        JsonNode document = FIRST.call("GET", "/documents/" + key).send().json();
        assertThat(document.get("data").stringValue()).isEqualTo("say \"hi\"\t\\é\n");
        assertThat(document.get("key").stringValue()).isEqualTo(key);
        Answer shown = FIRST.call("GET", "/" + key).send();
        assertThat(shown.status()).isEqualTo(302);
        assertThat(shown.header("Location")).isEqualTo("/p/" + key);
        assertThat(FIRST.call("GET", "/raw/" + key).send().text()).isEqualTo("say \"hi\"\t\\é\n");
    }

    @Test
    void aFormLeadsOnToThePaste() {
        Answer made = FIRST.call("POST", "/paste")
                .as("alice")
                .body("application/x-www-form-urlencoded", "name=a+b&text=1+%2B%201%0D%0A%C3%A9&unknown=1")
                .send();
        assertThat(made.status()).isEqualTo(303);
        String key = made.header("Location").replaceFirst(".*/p/", "");
        assertThat(raw(FIRST, key).text()).isEqualTo("1 + 1\r\né");
        assertThat(read(key).get("name").stringValue()).isEqualTo("a b");
    }

    @Test
    void longTextsGoThroughTheObjectStoreAndComeBackWhole() {
        String text = "0123456789abcde\n".repeat(200_000);
        Answer made =
                FIRST.call("POST", "/p").as("alice").body("text/plain", text).send();
        String key = keyOf(made);
        assertThat(raw(FIRST, key).text()).isEqualTo(text);
        await().atMost(SOON).until(() -> raw(SECOND, key).status() == 200);
        assertThat(raw(SECOND, key).text()).isEqualTo(text);
        assertThat(FIRST.call("GET", "/documents/" + key)
                        .send()
                        .json()
                        .get("data")
                        .stringValue())
                .isEqualTo(text);
    }

    @Test
    void tooLongAndBinaryTextsAreRefusedInEveryWay() {
        byte[] tooLong = new byte[(int) PasteText.MAX_SIZE + 1];
        java.util.Arrays.fill(tooLong, (byte) 'a');
        assertThat(FIRST.call("POST", "/p")
                        .as("alice")
                        .bytes("text/plain", tooLong)
                        .send()
                        .status())
                .isEqualTo(413);
        for (byte[] binary : List.of(new byte[] {'a', 0, 'b'}, new byte[] {(byte) 0x89, 'P', 'N', 'G'})) {
            for (String path : List.of("/p", PASTES, "/documents")) {
                Answer refused = FIRST.call("POST", path)
                        .as("alice")
                        .bytes("application/octet-stream", binary)
                        .send();
                assertThat(refused.status()).as(path).isEqualTo(415);
                assertThat(refused.json().get("detail").stringValue()).startsWith("Only text in UTF-8 is taken: byte ");
            }
        }
        assertThat(FIRST.call("POST", PASTES)
                        .as("alice")
                        .body("application/json", "{\"text\":\"a\\u0000b\"}")
                        .send()
                        .status())
                .isEqualTo(415);
        assertThat(FIRST.call("POST", PASTES)
                        .as("alice")
                        .body("application/json", "{\"text\":\"\\ud800\"}")
                        .send()
                        .problem())
                .isEqualTo("invalid-field");
        assertThat(FIRST.call("POST", PASTES)
                        .as("alice")
                        .json("{'text':''}")
                        .send()
                        .problem())
                .isEqualTo("invalid-field");
    }

    @Test
    void anAliasWhoseTextIsRefusedIsFreeAgain() {
        assertThat(FIRST.call("POST", PASTES + "?alias=try-again")
                        .as("alice")
                        .bytes("text/plain", new byte[] {0})
                        .send()
                        .status())
                .isEqualTo(415);
        assertThat(FIRST.call("POST", PASTES + "?alias=try-again")
                        .as("bob")
                        .body("text/plain", "now text")
                        .send()
                        .status())
                .isEqualTo(201);
    }

    @Test
    void rawTextIsNeverMoreThanText() {
        String key = key(create("{'text':'<script>alert(1)</script>'}"));
        Answer raw = raw(FIRST, key);
        assertThat(raw.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(raw.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(raw.header("Content-Security-Policy")).contains("sandbox").contains("default-src 'none'");
        Answer page =
                FIRST.call("GET", "/p/" + key).header("Accept", "text/html").send();
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.text()).doesNotContain("alert(1)");
        assertThat(page.header("Content-Security-Policy")).doesNotContain("unsafe");
        assertThat(FIRST.call("GET", "/p/" + key).send().text()).isEqualTo("<script>alert(1)</script>");
    }

    @Test
    void whatIsKnownIsNotSentAgainAndPartsCanBeAskedFor() {
        for (int size : new int[] {100, 100_000}) {
            String text = "0123456789".repeat(size / 10);
            String key = keyOf(FIRST.call("POST", "/p")
                    .as("alice")
                    .body("text/plain", text)
                    .send());
            Answer whole = raw(FIRST, key);
            assertThat(whole.header("Content-Length")).isEqualTo(String.valueOf(size));
            assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
            String tag = whole.header("ETag");
            assertThat(rawWith(key, "If-None-Match", tag).status()).isEqualTo(304);
            assertThat(rawWith(key, "If-None-Match", "\"other\"").status()).isEqualTo(200);
            Answer part = rawWith(key, "Range", "bytes=15-24");
            assertThat(part.status()).isEqualTo(206);
            assertThat(part.text()).isEqualTo("5678901234");
            assertThat(part.header("Content-Range")).isEqualTo("bytes 15-24/" + size);
            assertThat(rawWith(key, "Range", "bytes=-3").text()).isEqualTo("789");
            Answer beyond = rawWith(key, "Range", "bytes=" + size + "-");
            assertThat(beyond.status()).isEqualTo(416);
            assertThat(beyond.header("Content-Range")).isEqualTo("bytes */" + size);
            assertThat(rawWith(key, "Range", "bytes=0-1,5-6").status()).isEqualTo(200);
            Answer head = FIRST.call("HEAD", "/p/" + key + "/raw").send();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(size));
            assertThat(head.header("ETag")).isEqualTo(tag);
        }
    }

    @Test
    void eachNewTextIsARevisionAndOldOnesStayReadable() {
        String key = key(create("{'text':'one','name':'kept'}"));
        assertThat(put(key).body("text/plain", "two")
                        .send()
                        .json()
                        .get("revision")
                        .intValue())
                .isEqualTo(2);
        assertThat(put(key).json("{'text':'three','language':'css'}")
                        .send()
                        .json()
                        .get("revision")
                        .intValue())
                .isEqualTo(3);
        JsonNode edited = put(key).json("{'name':null}").send().json();
        assertThat(edited.get("revision").intValue()).isEqualTo(3);
        assertThat(edited.get("version").intValue()).isEqualTo(4);
        assertThat(edited.has("name")).isFalse();
        assertThat(raw(FIRST, key).text()).isEqualTo("three");
        await().atMost(SOON).until(() -> revisions(key).size() == 3);
        assertThat(revisions(key).get(0).get("revision").intValue()).isEqualTo(3);
        assertThat(FIRST.call("GET", "/p/" + key + "/raw?revision=1").send().text())
                .isEqualTo("one");
        assertThat(FIRST.call("GET", "/p/" + key + "/raw?revision=9").send().status())
                .isEqualTo(404);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(raw(SECOND, key).text()).isEqualTo("three"));
    }

    @Test
    void ofTwoEditsOfTheSameVersionOneIsRefused() {
        String key = key(create("{'text':'one'}"));
        assertThat(put(key).header("If-Match", "\"1\"")
                        .body("text/plain", "two")
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(put(key).header("If-Match", "\"1\"")
                        .body("text/plain", "three")
                        .send()
                        .problem())
                .isEqualTo("precondition-failed");
        assertThat(raw(FIRST, key).text()).isEqualTo("two");
    }

    @Test
    void aPasteToBeBurntIsReadByExactlyOneOfMany() {
        for (int size : new int[] {10, 50_000}) {
            String text = "s".repeat(size);
            String key = keyOf(FIRST.call("POST", "/p?burn=true")
                    .as("alice")
                    .body("text/plain", text)
                    .send());
            await().atMost(SOON).until(() -> info(SECOND, key).status() == 200);
            assertThat(raw(FIRST, key).status()).isEqualTo(403);
            assertThat(FIRST.call("GET", "/documents/" + key).send().status()).isEqualTo(403);
            assertThat(FIRST.call("HEAD", "/p/" + key).send().status()).isEqualTo(403);
            assertThat(FIRST.call("GET", "/p/" + key)
                            .header("Accept", "text/html")
                            .send()
                            .text())
                    .doesNotContain(text);
            assertThat(info(FIRST, key).text()).doesNotContain(text).doesNotContain("\"sha256\"");
            List<CompletableFuture<java.net.http.HttpResponse<byte[]>>> readers = IntStream.range(0, 20)
                    .mapToObj(i -> (i % 2 == 0 ? FIRST : SECOND)
                            .call("POST", "/p/" + key + "/burn")
                            .sendLater())
                    .toList();
            List<Answer> answers = readers.stream()
                    .map(CompletableFuture::join)
                    .map(Answer::new)
                    .toList();
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 200)
                    .singleElement()
                    .satisfies(answer -> assertThat(answer.text()).isEqualTo(text));
            assertThat(answers).filteredOn(answer -> answer.status() == 410).hasSize(19);
            assertThat(FIRST.call("GET", "/p/" + key).send().status()).isEqualTo(410);
            assertThat(info(SECOND, key).status()).isEqualTo(404);
        }
    }

    @Test
    void aPrivatePasteIsForItsOwnerAndThoseTheyName() {
        String key = key(create("{'text':'secret','visibility':'private','allow':['bob']}"));
        String path = "/p/" + key + "/raw";
        assertThat(FIRST.call("GET", path).as("alice").send().text()).isEqualTo("secret");
        assertThat(FIRST.call("GET", path).as("bob").send().text()).isEqualTo("secret");
        assertThat(FIRST.call("GET", path).as("lister").send().status()).isEqualTo(403);
        assertThat(FIRST.call("GET", path)
                        .header("X-Forwarded-For", "192.0.2.1")
                        .send()
                        .status())
                .isEqualTo(401);
        assertThat(FIRST.call("GET", PASTES + "/" + key).as("bob").send().json().has("allow"))
                .isFalse();
        assertThat(FIRST.call("GET", PASTES + "/" + key).as("lister").send().status())
                .isEqualTo(404);
        assertThat(FIRST.call("DELETE", PASTES + "/" + key).as("bob").send().status())
                .isEqualTo(404);
    }

    @Test
    void whoeverHasTheTokenDeletesAPasteThatWasMadeWithoutAnAccount() {
        JsonNode made =
                FIRST.call("POST", PASTES).json("{'text':'anonymous'}").send().json();
        String token = made.get("deleteToken").stringValue();
        assertThat(token).hasSize(22);
        String path = PASTES + "/" + key(made);
        assertThat(FIRST.call("DELETE", path)
                        .as("bob")
                        .header("X-Delete-Token", "A".repeat(22))
                        .send()
                        .status())
                .isEqualTo(404);
        await().atMost(SOON).until(() -> raw(SECOND, key(made)).status() == 200);
        // On another gateway than the one that told it.
        assertThat(SECOND.call("DELETE", path)
                        .as("bob")
                        .header("X-Delete-Token", token)
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(raw(SECOND, key(made)).status()).isEqualTo(410);
        await().atMost(SOON).until(() -> raw(FIRST, key(made)).status() == 410);
    }

    @Test
    void aTokenIsGoodForItsOwnPasteOnlyAndNoneIsForOneThatHasAnOwner() {
        JsonNode one = FIRST.call("POST", PASTES).json("{'text':'one'}").send().json();
        JsonNode other =
                FIRST.call("POST", PASTES).json("{'text':'other'}").send().json();
        JsonNode owned = create("{'text':'owned'}");
        for (JsonNode paste : List.of(other, owned)) {
            assertThat(FIRST.call("DELETE", PASTES + "/" + key(paste))
                            .header("X-Delete-Token", one.get("deleteToken").stringValue())
                            .send()
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aPasteThatExpiresIsGoneThatMoment() {
        String soon = java.time.Instant.now().plusMillis(1500).toString();
        String key = key(create("{'text':'brief','expiresAt':'" + soon + "'}"));
        assertThat(raw(FIRST, key).status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(3)).until(() -> raw(FIRST, key).status() == 410);
        assertThat(FIRST.call("GET", PASTES + "?limit=200").as("alice").send().text())
                .as("its owner's list, before it is purged")
                .doesNotContain("\"" + key + "\"");
    }

    @Test
    void aListHasTheOwnersPastesNewestFirst() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(
                    0,
                    keyOf(FIRST.call("POST", "/p")
                            .as("lister")
                            .body("text/plain", "n" + i)
                            .send()));
        }
        await().atMost(SOON).until(() -> list("?limit=100").get("items").size() == 5);
        FIRST.call("DELETE", PASTES + "/" + made.remove(2)).as("lister").send();
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = list("?limit=3" + cursor);
            page.get("items").forEach(item -> seen.add(key(item)));
            cursor = page.has("next") ? "&cursor=" + page.get("next").stringValue() : "";
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactlyElementsOf(made);
    }

    @Test
    void aPageAndAQrCodeComeWithEachPaste() {
        String key = key(create("{'text':'x'}"));
        assertThat(FIRST.call("GET", PASTES + "/" + key + "/qr.svg").send().text())
                .startsWith("<svg");
        assertThat(FIRST.call("GET", "/paste").send().header("Content-Type")).startsWith("text/html");
    }

    private static JsonNode create(String json) {
        Answer made = FIRST.call("POST", PASTES).as("alice").json(json).send();
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json();
    }

    private static Call put(String key) {
        return FIRST.call("PUT", PASTES + "/" + key).as("alice");
    }

    private static JsonNode read(String key) {
        return FIRST.call("GET", PASTES + "/" + key).as("alice").send().json();
    }

    private static Answer info(Gateway gateway, String key) {
        return gateway.call("GET", PASTES + "/" + key).send();
    }

    private static JsonNode revisions(String key) {
        return FIRST.call("GET", PASTES + "/" + key + "/revisions")
                .send()
                .json()
                .get("items");
    }

    private static JsonNode list(String query) {
        return FIRST.call("GET", PASTES + query).as("lister").send().json();
    }

    private static Answer raw(Gateway gateway, String key) {
        return gateway.call("GET", "/p/" + key + "/raw").send();
    }

    private static Answer rawWith(String key, String header, String value) {
        return FIRST.call("GET", "/p/" + key + "/raw").header(header, value).send();
    }

    private static String key(JsonNode paste) {
        return paste.get("key").stringValue();
    }

    private static String keyOf(Answer made) {
        assertThat(made.status()).as(made.text()).isBetween(200, 201);
        return made.text().strip().substring((Gateways.PUBLIC_URL + "/p/").length());
    }
}
