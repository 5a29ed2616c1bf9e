package io.millrace.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.posts.PostId;
import io.millrace.standalone.faults.Operation.Kind;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * Plays a history through the interface, as programs do that get no answer now and then. What an operation does enters the model
 * when it was acknowledged. Without an answer it is sent again, and of a post it is looked up first whether there is one.
 */
final class CommunityRun {
    /** A key under which a post was being made when the gateway was killed is free again after a minute. */
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofMillis(500);

    final String name;
    final CommunityHistory history;
    final NaiveCommunity model;
    private final Door door;
    private final Members members;
    private final Executor executor;
    private final AtomicInteger played = new AtomicInteger();
    private final Map<Integer, PostId> ids = new ConcurrentHashMap<>();
    /** Of which the right to make the next version died with a gateway, for ten minutes. */
    private final Set<Integer> frozen = ConcurrentHashMap.newKeySet();

    private final List<String> done = new ArrayList<>();

    CommunityRun(String name, CommunityHistory history, Door door, Members members, Executor executor) {
        this.name = name;
        this.history = history;
        this.model = new NaiveCommunity(history.users, history.approving);
        this.door = door;
        this.members = members;
        this.executor = executor;
    }

    /** What came of an operation: whether it was carried out, and for a look what was seen. */
    private record Outcome(boolean carriedOut, List<PostId> seen) {
        static final Outcome DONE = new Outcome(true, List.of());
        static final Outcome NOT_DONE = new Outcome(false, List.of());
    }

    int played() {
        return played.get();
    }

    int frozen() {
        return frozen.size();
    }

    /** The id of a post that was made; null if none of that number was. */
    PostId id(int post) {
        return ids.get(post);
    }

    String user(int number) {
        return name + "-" + number;
    }

    String apiKey(int number) {
        return members.apiKey(user(number));
    }

    void play() {
        for (List<Operation> round : history.rounds) {
            try {
                play(round);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(this + " fails at " + round + " after " + lately(), e);
            }
            played.addAndGet(round.size());
        }
    }

    private List<String> lately() {
        return done.subList(Math.max(0, done.size() - 25), done.size());
    }

    private void play(List<Operation> round) {
        Map<Integer, Set<Integer>> before = looks(round);
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        for (Operation operation : round) {
            int expected = model.answer(operation);
            outcomes.add(CompletableFuture.supplyAsync(() -> settle(operation, expected), executor));
        }
        CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new)).join();
        for (int i = 0; i < round.size(); i++) {
            if (outcomes.get(i).join().carriedOut()) {
                model.apply(round.get(i));
            }
            done.add(round.get(i) + (outcomes.get(i).join().carriedOut() ? "" : " (not done)"));
        }
        Map<Integer, Set<Integer>> after = looks(round);
        for (int i = 0; i < round.size(); i++) {
            if (round.get(i).kind() == Kind.LOOK) {
                int reader = round.get(i).user();
                check(
                        reader,
                        before.get(reader),
                        after.get(reader),
                        outcomes.get(i).join().seen());
            }
        }
    }

    private Map<Integer, Set<Integer>> looks(List<Operation> round) {
        return round.stream()
                .filter(operation -> operation.kind() == Kind.LOOK)
                .map(Operation::user)
                .distinct()
                .collect(Collectors.toMap(user -> user, model::feed));
    }

    /** At any moment nothing is shown that may not be, nothing twice, and one's own posts are all there. */
    private void check(int reader, Set<Integer> before, Set<Integer> after, List<PostId> seen) {
        Set<Integer> allowed = new HashSet<>(before);
        allowed.addAll(after);
        assertThat(seen).as("feed of u%d", reader).isSortedAccordingTo((one, other) -> other.compareTo(one));
        assertThat(seen).as("feed of u%d", reader).doesNotHaveDuplicates();
        assertThat(seen).as("feed of u%d", reader).isSubsetOf(ids(allowed));
        Set<Integer> own = new HashSet<>(before);
        own.retainAll(after);
        own.removeIf(post -> model.posts().get(post).author != reader);
        assertThat(seen).as("own posts of u%d", reader).containsAll(ids(own));
    }

    List<PostId> ids(Set<Integer> posts) {
        return posts.stream().map(ids::get).toList();
    }

    /** Sends it until it is known what came of it. */
    private Outcome settle(Operation operation, int expected) {
        String key = UUID.randomUUID().toString();
        long deadline = System.nanoTime() + SETTLED_WITHIN.toNanos();
        for (boolean first = true; System.nanoTime() < deadline; first = false) {
            if (operation.kind() == Kind.LOOK) {
                return new Outcome(true, feed(operation.user(), 10));
            }
            if (operation.kind() == Kind.POST && !first && findPosted(operation)) {
                return Outcome.DONE;
            }
            Optional<HttpResponse<String>> answer = send(operation, key);
            if (answer.isPresent()) {
                Optional<Outcome> outcome = outcome(operation, expected, answer.get(), first);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
                // Whoever has to come again is told so, and does not press.
                Awaitility.await().pollDelay(PAUSE).until(() -> true);
            }
        }
        throw new AssertionError(operation + " is not settled in " + SETTLED_WITHIN);
    }

    private Optional<Outcome> outcome(Operation operation, int expected, HttpResponse<String> answer, boolean first) {
        int status = answer.statusCode();
        Kind kind = operation.kind();
        if (status == 409 && kind == Kind.POST && !first) {
            return Optional.empty();
        }
        if (status == 409 && (kind == Kind.EDIT || kind == Kind.DELETE) && !first) {
            frozen.add(operation.post());
            return Optional.of(isMade(operation) ? Outcome.DONE : Outcome.NOT_DONE);
        }
        if (status == 409 && frozen.contains(operation.post())) {
            return Optional.of(Outcome.NOT_DONE);
        }
        boolean wasDoneBefore = !first && kind == Kind.DELETE && status == 404;
        assertThat(status)
                .as("%s, answered %s", operation, answer.body())
                .isIn(expected, wasDoneBefore ? 404 : expected);
        if (kind == Kind.POST) {
            ids.put(operation.post(), PostId.parse(Door.read(answer).path("id").asString()));
        }
        return Optional.of(Outcome.DONE);
    }

    private Optional<HttpResponse<String>> send(Operation operation, String key) {
        String me = apiKey(operation.user());
        String post = "/api/v1/posts/" + ids.get(operation.post());
        String other = operation.other() < 0 ? "" : user(operation.other());
        return switch (operation.kind()) {
            case POST ->
                door.send(
                        "POST",
                        "/api/v1/posts",
                        me,
                        "{\"text\":\"" + text(operation.post()) + "\",\"visibility\":\"" + visibility(operation)
                                + "\"}",
                        key);
            case EDIT -> door.send("PATCH", post, me, "{\"visibility\":\"" + visibility(operation) + "\"}");
            case DELETE -> door.send("DELETE", post, me, "");
            case LIKE -> door.send("PUT", post + "/like", me, "");
            case UNLIKE -> door.send("DELETE", post + "/like", me, "");
            case FOLLOW -> door.send("PUT", "/api/v1/users/" + other + "/follow", me, "");
            case UNFOLLOW -> door.send("DELETE", "/api/v1/users/" + other + "/follow", me, "");
            case BLOCK -> door.send("PUT", "/api/v1/users/" + other + "/block", me, "");
            case UNBLOCK -> door.send("DELETE", "/api/v1/users/" + other + "/block", me, "");
            case APPROVE -> door.send("PUT", "/api/v1/follow-requests/" + other, me, "");
            case DECLINE -> door.send("DELETE", "/api/v1/follow-requests/" + other, me, "");
            case LOOK -> throw new IllegalArgumentException("A look is of several pages");
        };
    }

    private static String visibility(Operation operation) {
        return operation.audience().name().toLowerCase(Locale.ROOT);
    }

    private static String text(int post) {
        return "This is number " + post;
    }

    /** The author's own posts tell whether there is one that no answer told of. */
    private boolean findPosted(Operation operation) {
        JsonNode page =
                door.json("/api/v1/users/" + user(operation.user()) + "/posts?limit=100", apiKey(operation.user()));
        for (JsonNode item : page.path("items")) {
            if (item.path("text").asString().equals(text(operation.post()))) {
                ids.put(operation.post(), PostId.parse(item.path("id").asString()));
                return true;
            }
        }
        return false;
    }

    private boolean isMade(Operation operation) {
        HttpResponse<String> found = door.get("/api/v1/posts/" + ids.get(operation.post()), apiKey(operation.user()));
        return operation.kind() == Kind.DELETE
                ? found.statusCode() == 404
                : Door.read(found).path("visibility").asString().equals(visibility(operation));
    }

    /** All that a user's feed shows, page by page. */
    List<PostId> feed(int user, int limit) {
        List<PostId> shown = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = door.json("/api/v1/feed?order=latest&limit=" + limit + cursor, apiKey(user));
            page.path("items")
                    .forEach(item -> shown.add(PostId.parse(item.path("id").asString())));
            cursor = page.hasNonNull("next") ? "&cursor=" + page.path("next").asString() : "";
        } while (!cursor.isEmpty());
        return shown;
    }

    Door door() {
        return door;
    }

    @Override
    public String toString() {
        return "History " + name;
    }
}
