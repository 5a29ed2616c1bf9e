package io.millrace.gateway.access;

import static io.millrace.gateway.links.Gateways.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.links.Gateways.Call;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.reactive.function.server.RouterFunction;

/**
 * Who is answered what at every endpoint that is about a link, over HTTP. Each cell gets a link of its own, so that a write or a
 * delete that should not have happened is seen by its owner afterwards.
 */
class AccessTableTest {
    /**
     * One line for each endpoint and kind of link: the status for nobody (no key, not from this machine), a stranger, somebody
     * whom the owner named, the owner, and an admin.
     */
    private static final String TABLE = """
            GET    /{key}                              public   302 302 302 302 302
            HEAD   /{key}                              public   302 302 302 302 302
            GET    /{key}                              private  401 403 302 302 302
            HEAD   /{key}                              private  401 403 302 302 302
            GET    /api/v1/links/{key}                 public   401 404 404 200 200
            GET    /api/v1/links/{key}                 private  401 404 404 200 200
            PATCH  /api/v1/links/{key}                 public   401 404 404 200 200
            PATCH  /api/v1/links/{key}                 private  401 404 404 200 200
            DELETE /api/v1/links/{key}                 public   401 404 404 204 204
            DELETE /api/v1/links/{key}                 private  401 404 404 204 204
            GET    /api/v1/links/{key}/qr.svg          public   401 404 404 200 200
            GET    /api/v1/links/{key}/qr.svg          private  401 404 404 200 200
            GET    /api/v1/links/{key}/qr.png          public   401 404 404 200 200
            GET    /api/v1/links/{key}/qr.png          private  401 404 404 200 200
            GET    /api/v1/links/{key}/telemetry       public   401 404 404 200 200
            GET    /api/v1/links/{key}/telemetry       private  401 404 404 200 200
            GET    /api/v1/links/{key}/telemetry/live  public   401 404 404 200 200
            GET    /api/v1/links/{key}/telemetry/live  private  401 404 404 200 200
            GET    /api/v1/links                       -        401 200 200 200 200
            POST   /api/v1/links                       -        401 201 201 201 201
            POST   /api/v1/links/bulk                  -        401 200 200 200 200
            GET    /api/v1/telemetry                   -        401 200 200 200 200
            GET    /api/v1/telemetry/live              -        401 200 200 200 200
            GET    /api/v1/site/telemetry              -        401 403 403 403 200
            GET    /api/v1/site/telemetry/live         -        401 403 403 403 200
            """;

    private static final List<String> CALLERS = List.of("nobody", "stranger", "bob", "alice", "chief");
    private static final Pattern ROUTE =
            Pattern.compile("(GET|HEAD|POST|PUT|PATCH|DELETE)(?:\\s*\\|\\|\\s*(HEAD))?\\W+&&\\s*(/[^\\s)]*)");

    record Cell(String method, String path, String link, String caller, int status) {
        @Override
        public String toString() {
            return method + " " + path + " " + link + " by " + caller + ": " + status;
        }
    }

    static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (String line : TABLE.lines().toList()) {
            String[] parts = line.strip().split("\\s+");
            for (int i = 0; i < CALLERS.size(); i++) {
                cells.add(new Cell(parts[0], parts[1], parts[2], CALLERS.get(i), Integer.parseInt(parts[3 + i])));
            }
        }
        return cells;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyCellIsAnsweredAsTheTableSays(Cell cell) {
        String key = cell.link().equals("-") ? "" : linkOfAlice(cell.link());
        Call call = as(cell.caller(), FIRST.call(cell.method(), cell.path().replace("{key}", key)));
        if (cell.method().equals("PATCH")) {
            call = call.json("{'title':'changed'}");
        } else if (cell.path().endsWith("/bulk")) {
            call = call.body("application/x-ndjson", "{\"target\":\"https://example.com/\"}\n");
        } else if (cell.method().equals("POST")) {
            call = call.json("{'target':'https://example.com/'}");
        }
        assertThat(call.status()).isEqualTo(cell.status());
        if (!key.isEmpty() && cell.status() >= 400) {
            var seen = FIRST.call("GET", "/api/v1/links/" + key).as("alice").send();
            assertThat(seen.status()).as("what was refused was not done").isEqualTo(200);
            assertThat(seen.json().path("title").asString(""))
                    .as("what was refused was not done")
                    .isNotEqualTo("changed");
        }
    }

    /** A link that is not there and one that is not the caller's are told apart by nothing. */
    @Test
    void somebodyElsesLinkIsAnsweredAsOneThatIsNotThere() {
        String key = linkOfAlice("private");
        String unknown = key.substring(0, key.length() - 1) + (key.endsWith("x") ? "y" : "x");
        for (String rest : List.of("", "/qr.svg", "/telemetry", "/telemetry/live")) {
            var others = FIRST.call("GET", "/api/v1/links/" + key + rest)
                    .as("stranger")
                    .send();
            var nobodys = FIRST.call("GET", "/api/v1/links/" + unknown + rest)
                    .as("stranger")
                    .send();
            assertThat(others.text().replace(key, "KEY"))
                    .isEqualTo(nobodys.text().replace(unknown, "KEY"));
            assertThat(withoutDate(others.response().headers().map()))
                    .isEqualTo(withoutDate(nobodys.response().headers().map()));
        }
    }

    private static Map<String, List<String>> withoutDate(Map<String, List<String>> headers) {
        Map<String, List<String>> kept = new java.util.TreeMap<>(headers);
        kept.remove("date");
        kept.remove("content-length");
        return kept;
    }

    /** A new endpoint of links or telemetry has to say here who may use it. */
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
        wanted.removeIf(route -> !route.matches("\\S+ (/\\{key}|/api/v1/(links|telemetry|site)(/.*)?)"));
        Set<String> listed = new LinkedHashSet<>();
        cells().forEach(cell -> listed.add(cell.method() + " " + cell.path()));
        assertThat(wanted).isNotEmpty();
        assertThat(listed).containsAll(wanted);
    }

    private static Call as(String caller, Call call) {
        return caller.equals("nobody") ? call.header("X-Forwarded-For", "203.0.113.9") : call.as(caller);
    }

    private static String linkOfAlice(String visibility) {
        return FIRST.call("POST", "/api/v1/links")
                .as("alice")
                .json("{'target':'https://example.com/','visibility':'" + visibility + "','allow':['bob']}")
                .send()
                .json()
                .get("key")
                .stringValue();
    }
}
