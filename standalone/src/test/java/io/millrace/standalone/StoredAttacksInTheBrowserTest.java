package io.millrace.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.RequestOptions;
import io.millrace.standalone.testing.Client;
import io.millrace.standalone.testing.Telemetry;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody stores attacks wherever the services take a text, and somebody else looks at every page that shows it. Nothing runs,
 * nothing is asked for, nothing is left for the policy of the pages to stop, and the text is there to be read.
 */
class StoredAttacksInTheBrowserTest {
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(10);
    private static final LocatorAssertions.HasTextOptions WITHIN =
            new LocatorAssertions.HasTextOptions().setTimeout(SEEN_WITHIN.toMillis());
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PASSWORD = "correct horse battery";

    /** What no page of ours has, and attributes that run or load something. */
    private static final String STRANGERS = """
            () => [...document.querySelectorAll('*')].filter(e =>
              e.matches('iframe, object, embed, base, body style, video, audio, marquee, details:not(.as-table), template, math, foreignObject, use,'
                + 'body > link, main link, main meta, main script, main [srcset], main form[action], animate')
              || [...e.attributes].some(a => /^on|^srcdoc$|^autofocus$|^contenteditable$/.test(a.name))
              || e.href?.replace && !/^(https?:|#|$)/.test(e.href)
              || e.localName === 'img' && !e.getAttribute('src').startsWith('/api/v1/')
            ).map(e => e.outerHTML.slice(0, 200))""";

    private static Chromium chromium;
    private static Client client;
    private static String url;
    private static String[] mallory;

    private WatchedWindow window;
    private Page page;

    @BeforeAll
    static void register() {
        chromium = Chromium.start();
        House house = House.shared();
        client = house.client();
        url = "http://localhost:" + house.port();
        JsonNode account = made(client.post(
                "/api/v1/accounts",
                "application/json",
                json(Map.of("userName", "mallory", "email", "mallory@example.com", "password", PASSWORD))));
        mallory = new String[] {
            "Authorization", "Bearer " + account.path("apiKey").asString()
        };
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void signIn() {
        window = chromium.open(url, new Browser.NewContextOptions());
        page = window.page();
        assertThat(window.context()
                        .request()
                        .post(
                                url + "/api/v1/sessions",
                                RequestOptions.create().setData(Map.of("userName", "mallory", "password", PASSWORD)))
                        .status())
                .isLessThan(300);
    }

    @AfterEach
    void nothingRan() {
        window.close();
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void mostOfThemRunWhereMarkupIsTakenOver() {
        page.route(
                url + "/unguarded",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody("<!doctype html><title>No policy</title>")));
        window.go("/unguarded");
        page.evaluate("""
                attacks => Promise.all(attacks.map(attack => new Promise(done => {
                  const frame = document.createElement('iframe');
                  frame.onload = () => setTimeout(done, 100);
                  frame.srcdoc = '<!doctype html><p>' + attack;
                  document.body.append(frame);
                })))""", Attacks.ALL);
        assertThat(window.complaints().stream()
                        .filter(complaint -> complaint.startsWith("Attack: ")
                                || complaint.startsWith("Dialog: ")
                                || complaint.startsWith("Request to ")))
                .as("what the window tells of")
                .hasSizeGreaterThan(30);
        window.complaints().clear();
    }

    @Test
    void aPasteIsCalledAsItSaysAndReadsAsItWasWritten() {
        List<String> languages = List.of("xml", "javascript", "markdown", "css", "php", "bash", "json", "diff");
        for (int i = 0; i < Attacks.ALL.size(); i += 3) {
            String attack = Attacks.ALL.get(i);
            String key = paste(Map.of("text", attack, "name", attack, "language", languages.get(i % languages.size())));
            window.go("/p/" + key);
            assertThat(page.locator("h1")).hasText(attack.strip(), WITHIN);
            assertThat(page.title()).startsWith(shownInATitle(attack));
            assertThat(textOf(page.locator(".code .t"))).isEqualTo(attack + "\n");
            nothingStrangeIsOn("the page of the paste " + attack);
        }
    }

    @Test
    void aTextOfAttacksIsOnlyColouredWhateverItsLanguage() {
        String text = String.join("\n", Attacks.ALL);
        String key = paste(Map.of("text", text, "name", "attacks.html"));
        window.go("/p/" + key);
        assertThat(page.locator(".code .row")).hasCount(Attacks.ALL.size());
        assertThat(textOf(page.locator(".code .t"))).isEqualTo(text + "\n");
        nothingStrangeIsOn("the page of the paste");

        Object differing = page.evaluate("""
                async text => {
                  const { languages, render } = await import('millrace/lines.js');
                  const main = document.getElementById('main');
                  const differing = [];
                  for (const language of [...languages(), null]) {
                    const { element } = render({ language, name: null }, text);
                    main.append(element);
                    const shown = [...element.querySelectorAll('.t')].map(row => row.textContent).join('');
                    if (shown !== text + '\\n') differing.push(language);
                  }
                  return differing;
                }""", text);
        assertThat(differing)
                .as("languages in which the text is not what it was")
                .isEqualTo(List.of());
        nothingStrangeIsOn("the page with the text in every language");

        window.go("/p/" + key + "/raw");
        assertThat(page.evaluate("document.contentType")).isEqualTo("text/plain");
        assertThat(page.evaluate("document.body.textContent")).isEqualTo(text);
        window.go("/documents/" + key);
        assertThat(page.evaluate("document.contentType")).isEqualTo("application/json");
    }

    @Test
    void linksAreCalledAsTheySayOnEveryPageThatNamesThem() {
        List<String> keys = linksOfAttacks();
        List<String> titles = Attacks.ALL.stream().map(String::strip).toList();
        window.go("/dashboard#/");
        Locator shown = page.locator("table.links .title");
        while (shown.count() < titles.size()) {
            int before = shown.count();
            page.getByText("Show more").click();
            page.waitForFunction("n => document.querySelectorAll('table.links .title').length > n", before);
        }
        assertThat(shown.allTextContents()).containsExactlyInAnyOrderElementsOf(titles);
        nothingStrangeIsOn("the list of links");

        for (int i = 0; i < keys.size(); i += 7) {
            window.go("/dashboard#/links/" + keys.get(i));
            assertThat(page.locator(".link-head h1")).hasText(titles.get(i), WITHIN);
            nothingStrangeIsOn("the page of the link " + titles.get(i));
            page.getByText("Edit").click();
            assertThat(page.locator("input[name=title]")).hasValue(titles.get(i));
            nothingStrangeIsOn("the form of the link " + titles.get(i));
        }
        window.go("/api/v1/links/" + keys.get(0) + "/qr.svg");
        assertThat(page.evaluate("document.contentType")).isEqualTo("image/svg+xml");
    }

    @Test
    void whoFollowsALinkCannotWriteOnItsReports() {
        String attack = "<img src=x onerror=window.__xss='top'>";
        String key = client.create(json(Map.of("target", "https://example.com/", "title", attack)), mallory);
        List<String> headers = Attacks.ascii();
        for (String header : headers) {
            String query = URLEncoder.encode(header, StandardCharsets.UTF_8);
            client.visit(key + "?" + query, "User-Agent", header, "Referer", "https://example.org/" + header);
            client.visit(key + "/" + query, "User-Agent", header, "Referer", header);
            client.visit(key, "Referer", "https://" + header + "/", "X-Forwarded-For", header);
        }
        client.visit(key, "Referer", "android-app://constructor");
        int visits = 2 * headers.size() + 1;
        await().atMost(SEEN_WITHIN)
                .until(() -> Telemetry.ofLink(client, key, mallory).total() >= visits);

        for (String view : List.of("/dashboard#/links/" + key, "/dashboard#/")) {
            window.go(view);
            assertThat(page.locator(".live[data-state=live]")).isVisible();
            assertThat(page.locator("[data-breakdown=referrer] li[data-value=constructor] .name"))
                    .hasText("constructor", WITHIN);
            nothingStrangeIsOn(view);
            page.getByText("Kinds").click();
            nothingStrangeIsOn(view + " by kinds of sites");
        }
        window.go("/dashboard#/");
        assertThat(page.locator("[data-breakdown=link] li[data-value='" + key + "'] .name"))
                .hasText(attack, WITHIN);
        nothingStrangeIsOn("the links that are visited most");

        window.context().clearCookies();
        window.go("/dashboard?everybody#/site");
        assertThat(page.locator(".live[data-state=live]")).isVisible();
        nothingStrangeIsOn("the whole site");
    }

    @Test
    void whatIsVisitedMostIsNamedWithoutAskingForWhatIsGone() {
        String gone = client.create(json(Map.of("target", "https://example.com/", "title", "Gone")), mallory);
        String paste = paste(Map.of("text", "a text"));
        for (int i = 0; i < 9; i++) {
            client.visit(gone);
            client.get("/p/" + paste + "/raw");
        }
        assertThat(client.delete("/api/v1/links/" + gone, mallory).statusCode()).isEqualTo(204);
        await().atMost(SEEN_WITHIN)
                .until(() -> Telemetry.ofOwner(client, mallory).by("link").getOrDefault("p/" + paste, 0L) == 9);
        window.go("/dashboard#/");
        Locator most = page.locator("[data-breakdown=link] li");
        assertThat(most.locator("a[href='#/links/" + gone + "']")).hasText("/" + gone, WITHIN);
        assertThat(most.locator("a[href='/p/" + paste + "']")).hasText("/p/" + paste, WITHIN);
    }

    @Test
    void theAccountPageShowsNamesAsTheyAre() {
        List<String> names = Attacks.upTo(100).subList(0, 45);
        for (String name : names) {
            made(client.post(
                    "/api/v1/me/keys",
                    "application/json",
                    json(Map.of("name", name, "scopes", List.of("links:read"))),
                    mallory));
        }
        window.go("/account");
        assertThat(page.locator("table.keys tbody tr")).hasCount(names.size() + 1);
        assertThat(page.locator("table.keys tbody tr td:first-child").allTextContents())
                .containsAll(names);
        nothingStrangeIsOn("the account page");

        List<String> shortOnes = Attacks.upTo(50);
        for (int i = 0; i < shortOnes.size(); i += 4) {
            String name = shortOnes.get(i);
            assertThat(client.patch("/api/v1/me", "application/json", json(Map.of("displayName", name)), mallory)
                            .statusCode())
                    .isEqualTo(200);
            window.go("/account?" + i);
            assertThat(page.locator("#who a")).hasText(name.strip(), WITHIN);
            assertThat(page.locator("input[name=displayName]")).hasValue(name.strip());
            nothingStrangeIsOn("the account page of " + name);
        }
    }

    @Test
    void nobodyIsCalledByAnAttackAndNoLinkLeadsToOne() {
        for (String attack : Attacks.ALL) {
            if (attack.matches("[a-z_]+")) {
                continue;
            }
            String account = json(Map.of("userName", attack, "email", "a@example.com", "password", PASSWORD));
            assertThat(client.post("/api/v1/accounts", "application/json", account)
                            .statusCode())
                    .as("an account called %s", attack)
                    .isBetween(400, 499);
            String link = json(Map.of("target", attack));
            assertThat(client.post("/api/v1/links", "application/json", link).statusCode())
                    .as("a link to %s", attack)
                    .isBetween(400, 499);
        }
    }

    @Test
    void addressesAreNotWrittenOnPages() {
        window.expectRefusals();
        String key = paste(Map.of("text", "a text"));
        List<String> places = List.of(
                "/",
                "/p/",
                "/p/" + key + "?revision=",
                "/p/" + key + "#",
                "/problems/",
                "/dashboard#/links/",
                "/dashboard#/?range=",
                "/docs#",
                "/signin?next=",
                "/paste?text=",
                "/raw/" + key + "?revision=");
        for (int i = 0; i < Attacks.ALL.size(); i++) {
            String attack = Attacks.ALL.get(i);
            String encoded = URLEncoder.encode(attack, StandardCharsets.UTF_8).replace("+", "%20");
            for (String place : places) {
                if (!place.contains("#")) {
                    assertThat(client.get(place + encoded, "Accept", "text/html")
                                    .body())
                            .as("what is at %s%s", place, encoded)
                            .doesNotContain(attack.contains("<") ? attack : "window.__xss");
                }
            }
            if (i % 2 == 0) {
                String place = places.get(i / 2 % places.size());
                window.go(place + (place.contains("#") ? attack : encoded));
                nothingStrangeIsOn(place + attack);
            }
        }
    }

    private static List<String> linksOfAttacks() {
        String wishes = Attacks.ALL.stream()
                .map(attack -> json(Map.of(
                        "target",
                        "https://example.com/?q=" + attack + "#" + attack,
                        "title",
                        attack,
                        "tags",
                        attack.length() <= 50 ? List.of(attack) : List.of())))
                .collect(Collectors.joining("\n"));
        HttpResponse<String> answers = client.post("/api/v1/links/bulk", "application/x-ndjson", wishes, mallory);
        List<String> keys = answers.body()
                .lines()
                .map(line -> JSON.readTree(line).path("key").asString())
                .toList();
        assertThat(keys).as("%s", answers.body()).hasSameSizeAs(Attacks.ALL).doesNotContain("");
        await().atMost(SEEN_WITHIN)
                .until(() -> client.json("/api/v1/links?limit=100", mallory)
                                .path("items")
                                .size()
                        >= keys.size());
        return keys;
    }

    private static String paste(Map<String, String> fields) {
        return made(client.post("/api/v1/pastes", "application/json", json(fields), mallory))
                .path("key")
                .asString();
    }

    /** As markup, on the page that is open. */
    private void nothingStrangeIsOn(String what) {
        assertThat(page.evaluate(STRANGERS)).as(what).isEqualTo(List.of());
    }

    private static String textOf(Locator rows) {
        return String.join("", rows.allTextContents());
    }

    /** A document's title has its white space stripped and collapsed. */
    private static String shownInATitle(String text) {
        return text.strip().replaceAll("[ \\t\\n\\f\\r]+", " ");
    }

    private static JsonNode made(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private static String json(Map<String, ?> fields) {
        return JSON.writeValueAsString(fields);
    }
}
