package io.millrace.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.millrace.standalone.testing.Client;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
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
    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/142.0.0.0 Safari/537.36";

    private static Chromium chromium;
    private static Client client;
    private static String url;

    private WatchedWindow window;
    private Page page;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        House house = House.shared();
        client = house.client();
        url = "http://localhost:" + house.port();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void openWindow() {
        open(ColorScheme.LIGHT);
    }

    @AfterEach
    void nothingWentWrongUnseen() {
        window.close();
        assertThat(window.complaints()).isEmpty();
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
    void aScriptThatGotIntoThePageWouldNotRun() {
        page.navigate(url + "/dashboard");
        assertThat(window.complaints()).isEmpty();
        page.evaluate(
                "document.body.append(Object.assign(document.createElement('script'), {text: 'window.pwned = 1'}))");
        assertThat(page.evaluate("window.pwned")).isNull();
        assertThat(window.complaints())
                .as("what the browser says of the policy")
                .hasSize(2)
                .anyMatch(complaint -> complaint.startsWith("Policy: script-src"))
                .anyMatch(complaint -> complaint.contains("Content Security Policy"));
        window.complaints().clear();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void everyPageIsAccessible(ColorScheme colours) {
        window.close();
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
        // The documents' cards are made alike, a hundred of them.
        axe.exclude("main .card:nth-of-type(n + 20)");
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
        window = chromium.open(url, new Browser.NewContextOptions().setColorScheme(colours));
        page = window.page();
    }

    private static LocatorAssertions.HasTextOptions within() {
        return new LocatorAssertions.HasTextOptions().setTimeout(SEEN_WITHIN_MILLIS);
    }

    private static LocatorAssertions.IsVisibleOptions shown() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(SEEN_WITHIN_MILLIS);
    }
}
