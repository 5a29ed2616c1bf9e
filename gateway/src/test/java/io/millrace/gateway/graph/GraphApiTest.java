package io.millrace.gateway.graph;

import static io.millrace.gateway.links.Gateways.FIRST;
import static io.millrace.gateway.links.Gateways.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent.BlockChanged;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.links.Gateways.Gateway;
import io.millrace.gateway.log.EventLog;
import io.millrace.storage.Cassandra;
import io.millrace.storage.graph.GraphWrites;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Following, blocking and approving over HTTP, on two gateways that share the real engines. */
class GraphApiTest {
    private static final Duration SECONDS = Duration.ofSeconds(10);
    private static final String PASSWORD = "correct horse battery";

    @Test
    void followingShowsAtOnceHereAndWithinSecondsElsewhereAndEndsLikewise() {
        String author = registered("followed");
        String reader = registered("following");
        for (int times = 0; times < 2; times++) {
            assertThat(send(reader, "PUT", "/api/v1/users/followed/follow").text())
                    .contains("\"following\"");
        }
        assertThat(send(reader, "GET", "/api/v1/users/followed")
                        .json()
                        .at("/between/youFollow")
                        .stringValue())
                .isEqualTo("following");
        assertThat(send(author, "GET", "/api/v1/users/following")
                        .json()
                        .at("/between/followsYou")
                        .booleanValue())
                .isTrue();
        await().atMost(SECONDS).until(() -> follows(SECOND, "following", "followed"));
        assertThat(send(reader, "GET", "/api/v1/users/following/following").text())
                .contains("[\"followed\"]");
        for (int times = 0; times < 2; times++) {
            assertThat(send(reader, "DELETE", "/api/v1/users/followed/follow").status())
                    .isEqualTo(204);
        }
        assertThat(follows(FIRST, "following", "followed")).isFalse();
        await().atMost(SECONDS).until(() -> !follows(SECOND, "following", "followed"));
    }

    @Test
    void anAccountThatApprovesItsFollowersIsFollowedByThoseOnly() {
        String author = registered("careful");
        String reader = registered("asking");
        assertThat(FIRST.call("PATCH", "/api/v1/me")
                        .header("Authorization", "Bearer " + author)
                        .json("{'approvesFollowers':true}")
                        .send()
                        .json()
                        .get("approvesFollowers")
                        .booleanValue())
                .isTrue();
        assertThat(send(reader, "PUT", "/api/v1/users/careful/follow").text()).contains("\"requested\"");
        assertThat(send(reader, "GET", "/api/v1/users/careful/followers").status())
                .isEqualTo(403);
        assertThat(send(author, "PUT", "/api/v1/follow-requests/nobody-there").status())
                .isEqualTo(404);
        assertThat(send(author, "PUT", "/api/v1/follow-requests/asking").status())
                .isEqualTo(204);
        assertThat(follows(FIRST, "asking", "careful")).isTrue();
        assertThat(send(reader, "GET", "/api/v1/users/careful/followers").status())
                .isEqualTo(200);
    }

    @Test
    void aRequestThatWasWithdrawnCannotBeApproved() {
        String author = registered("choosy");
        String reader = registered("fickle");
        FIRST.call("PATCH", "/api/v1/me")
                .header("Authorization", "Bearer " + author)
                .json("{'approvesFollowers':true}")
                .send();
        send(reader, "PUT", "/api/v1/users/choosy/follow");
        assertThat(send(reader, "DELETE", "/api/v1/users/choosy/follow").status())
                .isEqualTo(204);
        assertThat(send(author, "PUT", "/api/v1/follow-requests/fickle").status())
                .isEqualTo(404);
        send(reader, "PUT", "/api/v1/users/choosy/follow");
        assertThat(send(author, "DELETE", "/api/v1/follow-requests/fickle").status())
                .isEqualTo(204);
        assertThat(send(author, "PUT", "/api/v1/follow-requests/fickle").status())
                .isEqualTo(404);
        assertThat(follows(FIRST, "fickle", "choosy")).isFalse();
    }

    @Test
    void aBlockEndsFollowsBothWaysAndHidesTheOneWhoBlocks() {
        String one = registered("blocking");
        String other = registered("blocked");
        send(one, "PUT", "/api/v1/users/blocked/follow");
        send(other, "PUT", "/api/v1/users/blocking/follow");
        assertThat(send(one, "PUT", "/api/v1/users/blocked/block").status()).isEqualTo(204);
        assertThat(follows(FIRST, "blocking", "blocked")).isFalse();
        assertThat(follows(FIRST, "blocked", "blocking")).isFalse();
        assertThat(send(other, "GET", "/api/v1/users/blocking").status()).isEqualTo(404);
        assertThat(send(other, "PUT", "/api/v1/users/blocking/follow").status()).isEqualTo(404);
        assertThat(send(one, "PUT", "/api/v1/users/blocked/follow").status()).isEqualTo(409);
        assertThat(send(one, "DELETE", "/api/v1/users/blocked/block").status()).isEqualTo(204);
        assertThat(follows(FIRST, "blocked", "blocking"))
                .as("who followed before does not follow again")
                .isFalse();
        assertThat(send(other, "GET", "/api/v1/users/blocking").status()).isEqualTo(200);
    }

    /** Without an answer one asks again. */
    @Test
    void aBlockWhoseGatewayWasKilledBeforeItEndedTheFollowsEndsThemWhenAskedForAgain() {
        String one = registered("cut-off");
        String other = registered("kept-on");
        send(other, "PUT", "/api/v1/users/cut-off/follow");
        FIRST.bean(EventLog.class)
                .append(new BlockChanged(new OwnerId("cut-off"), new OwnerId("kept-on"), true, Instant.now()))
                .block(SECONDS);
        await().atMost(SECONDS).until(() -> !follows(FIRST, "kept-on", "cut-off"));

        assertThat(send(one, "PUT", "/api/v1/users/kept-on/block").status()).isEqualTo(204);
        assertThat(send(one, "DELETE", "/api/v1/users/kept-on/block").status()).isEqualTo(204);
        assertThat(follows(FIRST, "kept-on", "cut-off")).isFalse();
    }

    /** As one that has just been started, and hears of it from the log when it has missed the end. */
    @Test
    void aGatewayThatHearsTooLateOfWhatWasDecidedBeforeAnEndDoesNotBelieveIt() {
        OwnerId reader = new OwnerId("parted");
        OwnerId author = new OwnerId("left");
        Instant followed = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MICROS);
        GraphWrites tables = new GraphWrites(FIRST.bean(Cassandra.class));
        tables.putAll(List.of(
                        new FollowChanged(reader, author, Following.FOLLOWING, followed),
                        new FollowChanged(reader, author, Following.NONE, followed.plusSeconds(5))))
                .block(SECONDS);
        FIRST.bean(FollowGraph.class)
                .happened(new FollowChanged(reader, author, Following.ASLEEP, followed.plus(1, ChronoUnit.MICROS)));

        assertThat(follows(FIRST, "parted", "left")).isFalse();
    }

    @Test
    void nobodyFollowsThemselvesOrNobody() {
        String key = registered("lonely");
        assertThat(send(key, "PUT", "/api/v1/users/lonely/follow").status()).isEqualTo(422);
        assertThat(send(key, "PUT", "/api/v1/users/lonely/block").status()).isEqualTo(422);
        assertThat(send(key, "PUT", "/api/v1/users/never-registered/follow").status())
                .isEqualTo(404);
        assertThat(send(key, "GET", "/api/v1/users/not%20a%20name").status()).isEqualTo(404);
    }

    private static boolean follows(Gateway gateway, String follower, String followee) {
        return gateway.bean(FollowGraph.class)
                .of(new OwnerId(follower))
                .block(SECONDS)
                .follows(new OwnerId(followee));
    }

    private static Answer send(String key, String method, String path) {
        return FIRST.call(method, path).header("Authorization", "Bearer " + key).send();
    }

    private static String registered(String name) {
        return FIRST.call("POST", "/api/v1/accounts")
                .json("{'userName':'" + name + "','email':'a@example.com','password':'" + PASSWORD + "'}")
                .send()
                .json()
                .get("apiKey")
                .stringValue();
    }
}
