package io.millrace.gateway.links;

import static io.millrace.gateway.links.Gateways.FIRST;
import static io.millrace.gateway.links.Gateways.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.links.Gateways.Call;
import io.millrace.gateway.links.Gateways.Gateway;
import io.millrace.storage.idempotency.IdempotencyKeys;
import io.millrace.storage.idempotency.IdempotencyKeys.State;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Creates with an Idempotency-Key, on two gateways. */
class IdempotentCreatesTest {
    private static final String LINKS = "/api/v1/links";
    private static final String BODY = "{'target':'https://example.com/once'}";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final String key = UUID.randomUUID().toString();

    @Test
    void theSameRequestGetsTheFirstAnswerAgainOnEveryGateway() {
        Answer first = create(FIRST, key, BODY).send();
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        for (Gateway gateway : List.of(FIRST, SECOND)) {
            Answer again = create(gateway, key, BODY).send();
            assertThat(again.status()).isEqualTo(201);
            assertThat(again.text()).isEqualTo(first.text());
            for (String header :
                    List.of("Location", "Content-Type", "ETag", "Cache-Control", "X-Content-Type-Options")) {
                assertThat(again.header(header))
                        .as(header)
                        .isEqualTo(first.header(header))
                        .isNotEmpty();
            }
            assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        }
    }

    @Test
    void textIsAnsweredAgainAsText() {
        Call call = FIRST.call("POST", LINKS)
                .as("alice")
                .header("Idempotency-Key", key)
                .body("text/plain", "https://example.com/text");
        assertThat(call.send().text())
                .startsWith("https://mill.example/")
                .isEqualTo(call.send().text());
    }

    @Test
    void anotherRequestWithTheSameKeyIsRefused() {
        assertThat(create(FIRST, key, BODY).send().status()).isEqualTo(201);
        Answer other =
                create(SECOND, key, "{'target':'https://example.com/another'}").send();
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        Answer asText = create(SECOND, key, BODY).header("Accept", "text/plain").send();
        assertThat(asText.problem()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void theKeysOfDifferentCallersAreDifferentKeys() {
        Answer alices = create(FIRST, key, BODY).send();
        Answer bobs = FIRST.call("POST", LINKS)
                .as("bob")
                .header("Idempotency-Key", key)
                .json(BODY)
                .send();
        assertThat(bobs.status()).isEqualTo(201);
        assertThat(bobs.json().get("key")).isNotEqualTo(alices.json().get("key"));
    }

    @Test
    void ofManyAtTheSameTimeOneIsCarriedOutAndAllGetItsAnswer() {
        List<CompletableFuture<Answer>> answers = IntStream.range(0, 24)
                .mapToObj(i -> create(i % 2 == 0 ? FIRST : SECOND, key, BODY)
                        .sendLater()
                        .thenApply(Answer::new))
                .toList();
        Set<String> bodies =
                answers.stream().map(CompletableFuture::join).map(Answer::text).collect(Collectors.toSet());
        assertThat(bodies).hasSize(1).allMatch(body -> body.contains("\"key\""));
        assertThat(answers.stream().map(CompletableFuture::join).filter(answer -> answer.header("Idempotency-Replayed")
                        .isEmpty()))
                .hasSize(1);
    }

    @Test
    void aRefusalOfTheRequestItselfIsGivenAgain() {
        String wrong = "{'target':'ftp://example.com/'}";
        Answer refused = create(FIRST, key, wrong).send();
        assertThat(refused.problem()).isEqualTo("invalid-target");
        Answer again = create(SECOND, key, wrong).send();
        assertThat(again.text()).isEqualTo(refused.text());
        assertThat(again.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }

    /** A body that breaks off is read to no end, so nobody can tell whether the same comes again. */
    @Test
    void aRequestThatIsNotUnderstoodFreesTheKeyForOneThatIs() {
        String huge = "{'target':'https://example.com/" + "a".repeat(100_000) + "'}";
        assertThat(create(FIRST, key, huge).send().status()).isEqualTo(413);
        assertThat(create(FIRST, key, BODY).send().status()).isEqualTo(201);
    }

    @Test
    void whileTheFirstOneIsUnderWayTheOthersAreToldToComeAgain() {
        IdempotencyKeys keys = SECOND.bean(IdempotencyKeys.class);
        State state = keys.claim("alice", key).block(LIMIT);
        assertThat(state).isInstanceOf(State.Mine.class);
        Answer waited = create(FIRST, key, BODY).send();
        assertThat(waited.status()).isEqualTo(409);
        assertThat(waited.problem()).isEqualTo("idempotency-key-in-use");
        assertThat(waited.header("Retry-After")).isEqualTo("1");

        keys.release("alice", key, ((State.Mine) state).claim()).block(LIMIT);
        assertThat(create(FIRST, key, BODY).send().status()).isEqualTo(201);
    }

    @Test
    void aBulkUploadIsCarriedOutOnceToo() {
        Call call = FIRST.call("POST", LINKS + "/bulk")
                .as("bulk")
                .header("Idempotency-Key", key)
                .body(
                        "application/x-ndjson",
                        "{\"target\":\"https://example.com/1\"}\n{\"target\":\"https://example.com/2\"}\n");
        String first = call.send().text();
        assertThat(first.lines()).hasSize(2);
        assertThat(call.send().text()).isEqualTo(first);
    }

    @Test
    void anAnswerTooLongToBeKeptIsGivenWholeOnceAndTheRequestIsNotCarriedOutAgain() {
        String lines = "{\"target\":\"ftp://example.com/\"}\n".repeat(2_500);
        Call call = FIRST.call("POST", LINKS + "/bulk")
                .as("bulk")
                .header("Idempotency-Key", key)
                .body("application/x-ndjson", lines);
        assertThat(call.send().text().lines()).hasSize(2_500).allMatch(line -> line.contains("invalid-target"));
        assertThat(call.send().problem()).isEqualTo("idempotency-key-in-use");
    }

    /** What is answered to who registers holds an API key, which is shown once. */
    @Test
    void answersThatAreSecretAreNotKept() {
        Call register = FIRST.call("POST", "/api/v1/accounts")
                .header("Idempotency-Key", key)
                .json("{'userName':'once-only','email':'once@example.com','password':'correct horse battery staple'}");
        Answer made = register.send();
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        Answer again = register.send();
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void aKeyIsNotMoreThanIsVisibleAndShort() {
        for (String bad : List.of("a b", "k".repeat(256))) {
            assertThat(create(FIRST, bad, BODY).send().problem()).as(bad).isEqualTo("malformed-request");
        }
    }

    private static Call create(Gateway gateway, String key, String body) {
        return gateway.call("POST", LINKS)
                .as("alice")
                .header("Idempotency-Key", key)
                .json(body);
    }
}
