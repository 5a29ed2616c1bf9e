package io.millrace.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.millrace.standalone.testing.Client;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pages in a real browser on real services. Whatever a test does, nothing may be written to the console as an error and
 * no request may leave this host.
 */
class PagesInTheBrowserTest {
    private static final double SEEN_WITHIN_MILLIS = 10_000;
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/142.0.0.0 Safari/537.36";

    private static Playwright playwright;
    private static Browser browser;
    private static Client client;
    private static String url;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() {
        Optional<Path> chromium = chromium();
        assumeTrue(chromium.isPresent(), "No browser to test the pages in: there is none of " + NAMES + " on the PATH");
        House house = House.shared();
        client = house.client();
        url = "http://localhost:" + house.port();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.get())
                        .setArgs(List.of(
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void openContext() {
        open(ColorScheme.LIGHT);
    }

    @AfterEach
    void nothingWentWrongUnseen() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void theDashboardMovesWithoutAReloadWhenALinkIsVisited() {
        String key = client.create("{\"target\":\"https://example.com/watched\",\"title\":\"Watched\"}");
        page.navigate(url + "/dashboard#/links/" + key);
        assertThat(page.locator("[data-tile=visits] .figure")).hasText("0");
        page.evaluate("window.notReloaded = true");

        client.visit(key, "User-Agent", CHROME, "X-Forwarded-For", "8.8.8.8");

        assertThat(page.locator("[data-tile=visits] .figure")).hasText("1", within());
        assertThat(page.getByText("United States").first()).isVisible();
        assertThat(page.getByText("Chrome").first()).isVisible();
        assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
    }

    @Test
    void aLinkIsMadeInThePageAndLeadsWhereItShould() {
        page.navigate(url + "/dashboard");
        page.locator("input[name=target]").fill("https://example.com/made/in/the/page");
        page.getByText("More choices").click();
        page.locator("input[name=title]").fill("Made in the page");
        page.getByText("Shorten", new Page.GetByTextOptions().setExact(true)).click();

        assertThat(page.locator(".made a.address")).isVisible(shown());
        String address = page.locator(".made a.address").textContent();
        assertThat(client.get(URI.create(address).getPath()).headers().firstValue("Location"))
                .contains("https://example.com/made/in/the/page");
        assertThat(page.locator("table.links tbody tr").first()).containsText("Made in the page");
    }

    @Test
    void somebodyRegistersMakesAKeyAndSignsOutAndInAgain() {
        page.navigate(url + "/register");
        check(ColorScheme.LIGHT, "/register");
        page.locator("input[name=userName]").fill("Browsing");
        page.locator("input[name=email]").fill("browsing@example.com");
        page.locator("input[name=password]").fill("correct horse battery");
        page.locator("button.main").click();
        assertThat(page.locator("h1")).hasText("Welcome, browsing", within());
        String key = page.locator("code.secret").textContent();

        page.navigate(url + "/account");
        assertThat(page.locator("#who a")).hasText("browsing", within());
        assertThat(page.locator("table.keys tbody tr")).hasCount(1);
        page.locator("input[name=displayName]").fill("<img src=x onerror=window.pwned=1>");
        page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("#who a")).hasText("<img src=x onerror=window.pwned=1>", within());
        assertThat(page.evaluate("window.pwned")).isNull();
        page.locator("input[name=name]").fill("laptop");
        page.getByText("Make a key", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("table.keys tbody tr").nth(1)).containsText("laptop");
        assertThat(page.locator("code.secret")).not().hasText(key);
        check(ColorScheme.LIGHT, "/account");

        page.getByText("Sign out").click();
        page.waitForURL("**/signin");
        check(ColorScheme.LIGHT, "/signin");
        page.locator("input[name=userName]").fill("browsing");
        page.locator("input[name=password]").fill("correct horse battery");
        page.locator("button.main").click();
        page.waitForURL("**/dashboard");
        page.locator("input[name=target]").fill("https://example.com/mine");
        page.getByText("Shorten", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".made a.address")).isVisible(shown());
    }

    @Test
    void whatPeopleWriteIsShownAsTextAndNeverRun() {
        String attack = "<img src=x onerror='window.pwned=1'><script>window.pwned=1</script>";
        String key =
                client.create("{\"target\":\"https://example.com/?q=%22><script>window.pwned=1</script>\",\"title\":\""
                        + attack + "\",\"tags\":[\"<b onclick=alert(1)>\"]}");
        client.visit(
                key, "User-Agent", "<script>window.pwned=1</script>", "Referer", "https://<img src=x>.example.org/");
        for (String view : List.of("/dashboard#/", "/dashboard#/site", "/dashboard#/links/" + key)) {
            page.navigate(url + view);
            assertThat(page.locator("[data-tile=visits] .figure")).not().hasText("–", within());
            assertThat(page.locator("main script, main img[src=x], main b[onclick]"))
                    .hasCount(0);
        }
        assertThat(page.locator("h1")).hasText(attack);
        assertThat(page.evaluate("window.pwned")).isNull();
    }

    @Test
    void aScriptThatGotIntoThePageWouldNotRun() {
        page.navigate(url + "/dashboard");
        complaints.clear();
        page.evaluate(
                "document.body.append(Object.assign(document.createElement('script'), {text: 'window.pwned = 1'}))");
        assertThat(page.evaluate("window.pwned")).isNull();
        assertThat(complaints)
                .as("what the browser says of the policy")
                .singleElement()
                .asString()
                .contains("Content Security Policy");
        complaints.clear();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void everyPageIsAccessible(ColorScheme colours) {
        context.close();
        open(colours);
        String key = client.create("{\"target\":\"https://example.com/seen\",\"title\":\"Seen\",\"tags\":[\"news\"]}");
        for (int i = 0; i < 5; i++) {
            client.visit(key, "User-Agent", CHROME, "X-Forwarded-For", "8.8.8." + i, "Referer", "https://t.co/abc");
        }
        for (String view : List.of("/dashboard#/", "/dashboard#/site", "/dashboard#/links/" + key)) {
            page.navigate(url + view);
            assertThat(page.locator("[data-tile=visits] .figure")).not().hasText("–", within());
            assertThat(page.locator(".live[data-state=live]")).isVisible(shown());
            check(colours, view);
        }
        page.navigate(url + "/docs");
        assertThat(page.locator("main h1").first()).isVisible(shown());
        check(colours, "/docs");
    }

    private void check(ColorScheme colours, String view) {
        String name =
                colours.name().toLowerCase() + view.replaceAll("[^a-z]+", "-").replaceAll("-$", "");
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(!view.equals("/docs"))
                .setPath(SCREENSHOTS.resolve(
                        view.contains("links") ? colours.name().toLowerCase() + "-link.png" : name + ".png")));
        AxeBuilder axe = new AxeBuilder(page);
        if (colours == ColorScheme.DARK) {
            // The structure is the same in any colour.
            axe.withRules(List.of("color-contrast"));
        }
        List<Rule> violations = axe.analyze().getViolations();
        assertThat(violations)
                .as("axe on " + view + " in " + colours)
                .extracting(rule -> rule.getId() + ": " + rule.getNodes())
                .isEmpty();
    }

    private void open(ColorScheme colours) {
        context = browser.newContext(
                new Browser.NewContextOptions().setColorScheme(colours).setViewportSize(1280, 900));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            boolean bad = message.type().equals("error") || message.type().equals("warning");
            if (bad && !isOfATitleThatIsGone(message)) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(error -> complaints.add("Uncaught: " + error));
        page.onRequest(request -> {
            if (!request.url().startsWith(url + "/") && !request.url().startsWith("data:")) {
                complaints.add("A request to " + request.url());
            }
        });
    }

    /** Counts outlive their links; the pages ask for the title of each, and the browser itself reports the 404. */
    private static boolean isOfATitleThatIsGone(ConsoleMessage message) {
        return message.text().contains("404") && message.location().matches(".*/api/v1/links/[^/]+:\\d+:\\d+");
    }

    private static LocatorAssertions.HasTextOptions within() {
        return new LocatorAssertions.HasTextOptions().setTimeout(SEEN_WITHIN_MILLIS);
    }

    private static LocatorAssertions.IsVisibleOptions shown() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(SEEN_WITHIN_MILLIS);
    }

    private static Optional<Path> chromium() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
