package io.millrace.gateway.access;

import static io.millrace.gateway.links.Gateways.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.links.Gateways.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.reactive.function.server.RouterFunction;

/**
 * Who is answered what at every endpoint, over HTTP: the table of {@code docs/access.md}. Cells that only read share what they
 * read; each other cell has something of its own, so that a write or a delete that should not have happened is seen by its owner
 * afterwards. All cells are asked at once, before the first is looked at.
 */
class AccessTableTest {
    /**
     * One line for each endpoint and kind of thing: the status for nobody (no key, not from this machine), a stranger, somebody
     * whom the owner named, the owner, and an admin.
     */
    private static final String THINGS = """
            GET    /{key}                               link-public   302 302 302 302 302
            HEAD   /{key}                               link-public   302 302 302 302 302
            GET    /{key}                               link-private  401 403 302 302 302
            HEAD   /{key}                               link-private  401 403 302 302 302
            GET    /api/v1/links/{key}                  link-public   401 404 404 200 200
            GET    /api/v1/links/{key}                  link-private  401 404 404 200 200
            PATCH  /api/v1/links/{key}                  link-public   401 404 404 200 200
            PATCH  /api/v1/links/{key}                  link-private  401 404 404 200 200
            DELETE /api/v1/links/{key}                  link-public   401 404 404 204 204
            DELETE /api/v1/links/{key}                  link-private  401 404 404 204 204
            GET    /api/v1/links/{key}/qr.svg           link-public   401 404 404 200 200
            GET    /api/v1/links/{key}/qr.svg           link-private  401 404 404 200 200
            GET    /api/v1/links/{key}/qr.png           link-public   401 404 404 200 200
            GET    /api/v1/links/{key}/qr.png           link-private  401 404 404 200 200
            GET    /api/v1/links/{key}/telemetry        link-public   401 404 404 200 200
            GET    /api/v1/links/{key}/telemetry        link-private  401 404 404 200 200
            GET    /api/v1/links/{key}/telemetry/live   link-public   401 404 404 200 200
            GET    /api/v1/links/{key}/telemetry/live   link-private  401 404 404 200 200
            GET    /p/{key}                             paste-public  200 200 200 200 200
            HEAD   /p/{key}                             paste-public  200 200 200 200 200
            GET    /p/{key}                             paste-private 401 403 200 200 200
            HEAD   /p/{key}                             paste-private 401 403 200 200 200
            GET    /p/{key}/raw                         paste-public  200 200 200 200 200
            HEAD   /p/{key}/raw                         paste-public  200 200 200 200 200
            GET    /p/{key}/raw                         paste-private 401 403 200 200 200
            HEAD   /p/{key}/raw                         paste-private 401 403 200 200 200
            GET    /raw/{key}                           paste-public  200 200 200 200 200
            HEAD   /raw/{key}                           paste-public  200 200 200 200 200
            GET    /raw/{key}                           paste-private 401 403 200 200 200
            HEAD   /raw/{key}                           paste-private 401 403 200 200 200
            GET    /documents/{key}                     paste-public  200 200 200 200 200
            GET    /documents/{key}                     paste-private 401 403 200 200 200
            POST   /p/{key}/burn                        burn-public   200 200 200 200 200
            POST   /p/{key}/burn                        burn-private  401 403 200 200 200
            GET    /api/v1/pastes/{key}                 paste-public  200 200 200 200 200
            GET    /api/v1/pastes/{key}                 paste-private 404 404 200 200 200
            PUT    /api/v1/pastes/{key}                 paste-public  401 404 404 200 200
            PUT    /api/v1/pastes/{key}                 paste-private 401 404 404 200 200
            DELETE /api/v1/pastes/{key}                 paste-public  401 404 404 204 204
            DELETE /api/v1/pastes/{key}                 paste-private 401 404 404 204 204
            GET    /api/v1/pastes/{key}/revisions       paste-public  200 200 200 200 200
            GET    /api/v1/pastes/{key}/revisions       paste-private 404 404 200 200 200
            GET    /api/v1/pastes/{key}/qr.svg          paste-public  200 200 200 200 200
            GET    /api/v1/pastes/{key}/qr.svg          paste-private 404 404 200 200 200
            GET    /api/v1/pastes/{key}/qr.png          paste-public  200 200 200 200 200
            GET    /api/v1/pastes/{key}/qr.png          paste-private 404 404 200 200 200
            GET    /api/v1/pastes/{key}/telemetry       paste-public  401 404 404 200 200
            GET    /api/v1/pastes/{key}/telemetry       paste-private 401 404 404 200 200
            GET    /api/v1/pastes/{key}/telemetry/live  paste-public  401 404 404 200 200
            GET    /api/v1/pastes/{key}/telemetry/live  paste-private 401 404 404 200 200
            GET    /api/v1/posts/{id}                   post-public   200 200 200 200 200
            GET    /api/v1/posts/{id}                   post-private  404 404 404 200 200
            GET    /posts/{id}                          post-public   200 200 200 200 200
            HEAD   /posts/{id}                          post-public   200 200 200 200 200
            GET    /posts/{id}                          post-private  404 404 404 200 200
            HEAD   /posts/{id}                          post-private  404 404 404 200 200
            PATCH  /api/v1/posts/{id}                   post-public   401 404 404 200 200
            PATCH  /api/v1/posts/{id}                   post-private  401 404 404 200 200
            DELETE /api/v1/posts/{id}                   post-public   401 404 404 204 204
            DELETE /api/v1/posts/{id}                   post-private  401 404 404 204 204
            PUT    /api/v1/posts/{id}/like              post-public   401 204 204 204 204
            PUT    /api/v1/posts/{id}/like              post-private  401 404 404 204 204
            DELETE /api/v1/posts/{id}/like              post-public   401 204 204 204 204
            DELETE /api/v1/posts/{id}/like              post-private  401 404 404 204 204
            GET    /api/v1/media/{id}                   media-own     401 404 404 200 200
            DELETE /api/v1/media/{id}                   media-own     401 404 404 204 204
            """;

    /** A GIF of one pixel, whose bytes are all those of ASCII. */
    private static final String PHOTO = "GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000;";

    /** What is everybody's own. The admin is one by the configuration and has no account, the others registered. */
    private static final String MINE = """
            GET    /api/v1/links                        -             401 200 200 200 200
            POST   /api/v1/links                        -             401 201 201 201 201
            POST   /api/v1/links/bulk                   -             401 200 200 200 200
            GET    /api/v1/pastes                       -             401 200 200 200 200
            POST   /api/v1/pastes                       -             401 201 201 201 201
            POST   /p                                   -             401 201 201 201 201
            POST   /paste                               -             401 303 303 303 303
            POST   /paste/                              -             401 303 303 303 303
            POST   /documents                           -             401 200 200 200 200
            POST   /api/v1/posts                        -             401 201 201 201 201
            POST   /api/v1/media                        -             401 201 201 201 201
            GET    /api/v1/users/{name}/posts           -             200 200 200 200 200
            GET    /api/v1/trending                     -             200 200 200 200 200
            GET    /api/v1/users/{name}                 -             200 200 200 200 200
            GET    /api/v1/users/{name}/followers       -             200 200 200 200 200
            GET    /api/v1/users/{name}/following       -             200 200 200 200 200
            PUT    /api/v1/users/{name}/follow          -             401 200 200 200 200
            DELETE /api/v1/users/{name}/follow          -             401 204 204 204 204
            PUT    /api/v1/users/{name}/block           -             401 204 204 204 204
            DELETE /api/v1/users/{name}/block           -             401 204 204 204 204
            GET    /api/v1/follow-requests              -             401 200 200 200 200
            PUT    /api/v1/follow-requests/{name}       -             401 404 404 404 404
            DELETE /api/v1/follow-requests/{name}       -             401 204 204 204 204
            GET    /api/v1/search                       -             200 200 200 200 200
            GET    /api/v1/telemetry                    -             401 200 200 200 200
            GET    /api/v1/telemetry/live               -             401 200 200 200 200
            GET    /api/v1/site/telemetry               -             401 403 403 403 200
            GET    /api/v1/site/telemetry/live          -             401 403 403 403 200
            GET    /api/v1/feed                         -             401 200 200 200 200
            GET    /api/v1/feed/live                    -             401 200 200 200 200
            GET    /api/v1/feed/poll                    -             401 200 200 200 200
            GET    /api/v1/me/usage                     -             401 200 200 200 200
            GET    /api/v1/me/export                    -             401 200 200 200 200
            POST   /api/v1/accounts                     account       201 201 201 201 201
            POST   /api/v1/sessions                     account       201 201 201 201 201
            DELETE /api/v1/sessions/current             account       401 204 204 204 204
            GET    /api/v1/me                           account       401 200 200 200 200
            PATCH  /api/v1/me                           account       401 200 200 200 403
            DELETE /api/v1/me                           account       401 204 204 204 403
            GET    /api/v1/me/keys                      account       401 200 200 200 403
            POST   /api/v1/me/keys                      account       401 201 201 201 403
            DELETE /api/v1/me/keys/{id}                 account       401 404 404 204 403
            """;

    private static final List<String> CALLERS = List.of("nobody", "stranger", "bob", "alice", "chief");
    private static final Pattern ROUTE =
            Pattern.compile("(GET|HEAD|POST|PUT|PATCH|DELETE)(?:\\s*\\|\\|\\s*(HEAD))?\\W+&&\\s*(/[^\\s)]*)");
    private static final String PASSWORD = "correct horse battery";
    private static final int AT_ONCE = 16;

    private static final Map<Cell, Outcome> OUTCOMES = new LinkedHashMap<>();
    private static final Map<String, Person> PEOPLE = new ConcurrentHashMap<>();

    record Cell(String method, String path, String thing, String caller, int status) {
        boolean writes() {
            return !method.equals("GET") && !method.equals("HEAD");
        }

        @Override
        public String toString() {
            return method + " " + path + " " + thing + " by " + caller + ": " + status;
        }
    }

    /**
     * What came of a cell.
     *
     * @param after what the owner sees of the thing that a refused write was about; null where there is none
     */
    record Outcome(int status, Answer after) {}

    /** Somebody's account, made for one cell. */
    private record Person(String name, String apiKey) {}

    static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (String line : (THINGS + MINE).lines().toList()) {
            String[] parts = line.strip().split("\\s+");
            for (int i = 0; i < CALLERS.size(); i++) {
                cells.add(new Cell(parts[0], parts[1], parts[2], CALLERS.get(i), Integer.parseInt(parts[3 + i])));
            }
        }
        return cells;
    }

    @BeforeAll
    static void askAll() {
        Map<String, String> shared = new TreeMap<>();
        for (String thing : List.of(
                "link-public",
                "link-private",
                "paste-public",
                "paste-private",
                "post-public",
                "post-private",
                "media-own")) {
            shared.put(thing, made(thing));
        }
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            Map<Cell, CompletableFuture<Outcome>> asked = new LinkedHashMap<>();
            for (Cell cell : cells()) {
                asked.put(cell, CompletableFuture.supplyAsync(() -> ask(cell, shared), threads));
            }
            asked.forEach((cell, outcome) -> OUTCOMES.put(cell, outcome.join()));
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyCellIsAnsweredAsTheTableSays(Cell cell) {
        Outcome outcome = OUTCOMES.get(cell);
        assertThat(outcome.status()).isEqualTo(cell.status());
        if (outcome.after() != null) {
            assertThat(outcome.after().status())
                    .as("what was refused was not done")
                    .isEqualTo(200);
            assertThat(outcome.after().text())
                    .as("what was refused was not done")
                    .doesNotContain("changed");
        }
    }

    /** What never was, what is not the caller's and what its owner took away are told apart by nothing. */
    @Test
    void somebodyElsesThingIsAnsweredAsOneThatIsNotThere() {
        for (String kind : List.of("link", "paste")) {
            String root = "/api/v1/" + kind + "s/";
            String hidden = made(kind + "-private");
            String deleted = made(kind + "-private");
            assertThat(FIRST.call("DELETE", root + deleted).as("alice").status())
                    .isEqualTo(204);
            String unknown = hidden.substring(0, hidden.length() - 1) + (hidden.endsWith("x") ? "y" : "x");
            for (String rest : List.of("", "/qr.svg", "/telemetry", "/telemetry/live")) {
                Answer expected =
                        FIRST.call("GET", root + unknown + rest).as("stranger").send();
                assertThat(expected.status()).isEqualTo(404);
                for (String key : List.of(hidden, deleted)) {
                    Answer other =
                            FIRST.call("GET", root + key + rest).as("stranger").send();
                    assertThat(other.status()).isEqualTo(404);
                    assertThat(other.text().replace(key, "KEY"))
                            .isEqualTo(expected.text().replace(unknown, "KEY"));
                    assertThat(withoutDate(other)).isEqualTo(withoutDate(expected));
                }
            }
        }
    }

    private static Map<String, List<String>> withoutDate(Answer answer) {
        Map<String, List<String>> kept =
                new TreeMap<>(answer.response().headers().map());
        kept.remove("date");
        return kept;
    }

    /** A new endpoint has to say here who may use it; pages are everybody's. */
    @Test
    void everyEndpointIsInTheTable() {
        Set<String> routed = new TreeSet<>();
        for (RouterFunction<?> routes :
                FIRST.context().getBeansOfType(RouterFunction.class).values()) {
            Matcher route = ROUTE.matcher(routes.toString());
            while (route.find()) {
                routed.add(route.group(1) + " " + route.group(3));
                if (route.group(2) != null) {
                    routed.add(route.group(2) + " " + route.group(3));
                }
            }
        }
        Set<String> wanted = new TreeSet<>(routed);
        wanted.removeIf(route -> !route.matches("\\S+ (/\\{key}|/(api/v1|p|posts|documents|raw)(/.*)?)|POST /paste/?"));
        // Uploads in pieces are their owner's alone; ResumableUploadsTest holds them to that.
        wanted.removeIf(route -> route.contains("/api/v1/media/uploads"));
        Set<String> listed = new LinkedHashSet<>();
        cells().forEach(cell -> listed.add(cell.method() + " " + cell.path()));
        assertThat(wanted).isNotEmpty();
        assertThat(listed).containsAll(wanted);
    }

    private static Outcome ask(Cell cell, Map<String, String> shared) {
        if (cell.thing().equals("account")) {
            return askOfAccount(cell);
        }
        String key = cell.thing().equals("-") ? "" : cell.writes() ? made(cell.thing()) : shared.get(cell.thing());
        String path = cell.path().replace("{key}", key).replace("{id}", key).replace("{name}", named(cell.path()));
        String query = path.equals("/api/v1/search") ? "?q=word" : "";
        int status = withBody(as(cell.caller(), FIRST.call(cell.method(), path + query)), cell.path())
                .status();
        boolean isRefusedWrite = !key.isEmpty() && cell.writes() && cell.status() >= 400;
        return new Outcome(
                status,
                isRefusedWrite
                        ? FIRST.call("GET", root(cell.thing()) + key)
                                .as("alice")
                                .send()
                        : null);
    }

    private static String root(String thing) {
        String kind = thing.split("-")[0];
        return kind.equals("media") ? "/api/v1/media/" : "/api/v1/" + (kind.equals("burn") ? "paste" : kind) + "s/";
    }

    /** Whom a path is about; who is followed is not who is blocked. */
    private static String named(String path) {
        if (path.endsWith("/posts")) {
            return "alice";
        }
        return PEOPLE.computeIfAbsent(
                        path.endsWith("/block") ? "table-blocked" : "table-followed", AccessTableTest::registered)
                .name();
    }

    private static Outcome askOfAccount(Cell cell) {
        Person person = registered(cell);
        Call call = FIRST.call(cell.method(), cell.path().replace("{id}", keyId(cell, person)));
        call = cell.caller().equals("nobody") || cell.caller().equals("chief")
                ? as(cell.caller(), call)
                : call.header("Authorization", "Bearer " + person.apiKey());
        String credentials = "{'userName':'" + person.name() + "','password':'" + PASSWORD + "'}";
        call = switch (cell.method() + " " + cell.path()) {
            case "POST /api/v1/accounts" ->
                call.json("{'userName':'" + person.name() + "-new','email':'a@example.com','password':'" + PASSWORD
                        + "'}");
            case "POST /api/v1/sessions" -> call.json(credentials);
            case "PATCH /api/v1/me" -> call.json("{'displayName':'changed'}");
            case "DELETE /api/v1/me" -> call.json("{'password':'" + PASSWORD + "'}");
            case "POST /api/v1/me/keys" -> call.json("{'name':'changed','scopes':['links:read']}");
            default -> call;
        };
        int status = call.status();
        boolean isRefusedWrite = cell.writes() && cell.status() >= 400;
        return new Outcome(
                status,
                isRefusedWrite
                        ? FIRST.call("GET", "/api/v1/me")
                                .header("Authorization", "Bearer " + person.apiKey())
                                .send()
                        : null);
    }

    /** The key that the cell is about: the caller's own for the owner, somebody else's for the others. */
    private static String keyId(Cell cell, Person person) {
        if (!cell.path().endsWith("{id}")) {
            return "";
        }
        Person whose = cell.caller().equals("alice")
                ? person
                : registered(new Cell(cell.method(), cell.path(), cell.thing(), cell.caller() + "-other", 0));
        return FIRST.call("GET", "/api/v1/me/keys")
                .header("Authorization", "Bearer " + whose.apiKey())
                .send()
                .json()
                .at("/items/0/id")
                .stringValue();
    }

    /** Cells that take something of an account away have one of their own. */
    private static Person registered(Cell cell) {
        String name = cell.method().equals("DELETE") && cell.path().startsWith("/api/v1/me")
                ? "table-" + cell.caller() + (cell.path().endsWith("{id}") ? "-key" : "-all")
                : "table-" + cell.caller();
        return PEOPLE.computeIfAbsent(name, AccessTableTest::registered);
    }

    private static Person registered(String name) {
        Answer made = FIRST.call("POST", "/api/v1/accounts")
                .json("{'userName':'" + name + "','email':'a@example.com','password':'" + PASSWORD + "'}")
                .send();
        return new Person(name, made.json().get("apiKey").stringValue());
    }

    private static Call withBody(Call call, String path) {
        return switch (call.method()) {
            case "PATCH" -> call.json("{'title':'changed'}");
            case "PUT" -> call.body("text/plain", "changed");
            case "POST" ->
                switch (path) {
                    case "/api/v1/links/bulk" ->
                        call.body("application/x-ndjson", "{\"target\":\"https://example.com/\"}\n");
                    case "/api/v1/links" -> call.json("{'target':'https://example.com/'}");
                    case "/api/v1/pastes", "/api/v1/posts" -> call.json("{'text':'a text'}");
                    case "/paste", "/paste/" -> call.body("application/x-www-form-urlencoded", "text=a+text");
                    case "/p/{key}/burn" -> call;
                    case "/api/v1/media" -> call.body("image/gif", PHOTO);
                    default -> call.body("text/plain", "a text");
                };
            default -> call;
        };
    }

    private static Call as(String caller, Call call) {
        return caller.equals("nobody") ? call.header("X-Forwarded-For", "203.0.113.9") : call.as(caller);
    }

    /** Something of alice's, with bob named. */
    private static String made(String thing) {
        String[] kindAndVisibility = thing.split("-");
        String kind = kindAndVisibility[0];
        String rest = ",'visibility':'" + kindAndVisibility[1] + "','allow':['bob']}";
        Call call =
                switch (kind) {
                    case "link" -> FIRST.call("POST", "/api/v1/links").json("{'target':'https://example.com/'" + rest);
                    case "post" ->
                        FIRST.call("POST", "/api/v1/posts")
                                .json("{'text':'a text','visibility':'" + kindAndVisibility[1] + "'}");
                    case "media" -> FIRST.call("POST", "/api/v1/media").body("image/gif", PHOTO);
                    default ->
                        FIRST.call("POST", "/api/v1/pastes")
                                .json("{'text':'a text','burn':" + kind.equals("burn") + rest);
                };
        return call.as("alice")
                .send()
                .json()
                .get(kind.equals("post") || kind.equals("media") ? "id" : "key")
                .stringValue();
    }
}
