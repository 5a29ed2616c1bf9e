package io.millrace.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.RequestOptions;
import io.millrace.standalone.testing.Client;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The pages of posts in a real browser: nothing that is wrong may be on the console, and no request leaves this host. */
class PostsInTheBrowserTest {
    private static final double SEEN_WITHIN_MILLIS = 15_000;
    private static final String PASSWORD = "correct horse battery";
    private static final String ATTACK = "<img src=x onerror=window.__xss='post'>";
    private static final JsonMapper JSON = new JsonMapper();

    private static Chromium chromium;
    private static Client client;
    private static String url;
    private static String[] painter;

    private WatchedWindow window;
    private Page page;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        House house = House.shared();
        client = house.client();
        url = "http://localhost:" + house.port();
        painter = register("painter");
        register("viewer");
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void openWindow() {
        window = chromium.open(url, new Browser.NewContextOptions());
        page = window.page();
    }

    @AfterEach
    void nothingWentWrongUnseen() {
        window.close();
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void aPhotoIsPostedIsLikedAndLooksGoodElsewhere() {
        signIn("painter");
        window.go("/feed");
        page.locator("textarea[name=text]").fill(ATTACK + " #sea");
        page.locator("#files").setInputFiles(new FilePayload("waves.png", "image/png", picture()));
        page.locator(".attached input").fill("Waves \"<&");
        page.locator(".compose button.main").click();

        Locator post = page.locator(".post").first();
        assertThat(post.locator(".words")).hasText(ATTACK + " #sea", within());
        assertThat(post.locator(".media img")).isVisible(shown());
        page.waitForFunction("() => document.querySelector('.media img').naturalWidth > 0");
        assertThat(post.locator(".media img").getAttribute("alt")).isEqualTo("Waves \"<&");
        post.locator(".like").click();
        assertThat(post.locator(".like")).hasText("♥ 1");
        accessible("/feed");

        String path = "/posts/" + post.getAttribute("data-post");
        String head = client.get(path, "Accept", "text/html").body();
        assertThat(head)
                .contains("<meta property=\"og:image:alt\" content=\"Waves &quot;&lt;&amp;\">")
                .contains("/1080\">")
                .doesNotContain("<img");
        String embed = client.get("/oembed?url=" + URI.create(url + path)).body();
        assertThat(embed).contains("\"type\":\"photo\"").contains("\"width\":800");

        window.context().clearCookies();
        window.go(path);
        assertThat(page.locator(".post .words")).hasText(ATTACK + " #sea", within());
        page.waitForFunction("() => document.querySelector('.media img').naturalWidth > 0");
        accessible(path);
    }

    @Test
    void whatIsNotForEverybodyIsNotThereForOthers() {
        String id = post("{\"text\":\"only me\",\"visibility\":\"private\"}");
        window.expectRefusals();
        window.go("/posts/" + id);
        assertThat(page.locator("h1")).hasText("There is nothing here");
        signIn("painter");
        window.go("/posts/" + id);
        assertThat(page.locator(".post .words")).hasText("only me", within());
        assertThat(page.title()).isEqualTo("Post · Millrace");
        assertThat(client.get("/oembed?url=" + url + "/posts/" + id).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aPostIsFoundByItsTagAsLongAsItHasTheWordsAndItsAuthorEditsIt() {
        signIn("painter");
        String id = post("{\"text\":\"Zwölf Quitten\",\"tags\":[\"orchard\"]}");
        window.go("/feed");
        page.waitForFunction("() => document.querySelectorAll('.post').length > 0");
        Locator found = page.locator("[data-post='" + id + "']:visible");
        search("zwolf quit", id);
        found.getByText("Edit").click();
        found.locator("textarea").fill("Drei Birnen");
        found.locator("button.main").click();
        assertThat(found.locator(".words")).hasText("Drei Birnen", within());
        search("birnen", id);
        assertThat(found.locator(".words")).hasText("Drei Birnen", within());
        accessible("/feed?q=birnen");

        // What trends is remembered for some seconds, by the gateway and by the browser.
        Locator tag = page.locator(".trending button", new Page.LocatorOptions().setHasText("#orchard"));
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            page.waitForResponse("**/api/v1/trending*", () -> window.go("/feed"));
            return tag.count() > 0;
        });
        tag.click();
        assertThat(found.locator(".words")).hasText("Drei Birnen", within());
    }

    /** The index follows the posts some seconds later. */
    private void search(String words, String id) {
        awaitInAnswer("/api/v1/search?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8), id);
        page.locator("[type=search]").fill(words);
        page.locator(".finder button").click();
    }

    private static void awaitInAnswer(String path, String wanted) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.get(path).body().contains(wanted));
    }

    @Test
    void somebodyFollowsAndIsToldOfWhatIsNew() {
        signIn("viewer");
        window.go("/users/painter");
        assertThat(page.locator("h1")).hasText("painter", within());
        page.getByText("Follow", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByText("Unfollow")).isVisible(shown());
        accessible("/users/painter");

        window.go("/feed");
        assertThat(page.locator(".segments [aria-pressed=true]")).hasText("Top");
        page.getByText("Latest").click();
        page.waitForFunction("() => location.search === '?order=latest'");
        String id = post("{\"title\":\"A new one\",\"text\":\"for those who follow\",\"visibility\":\"followers\"}");
        page.locator(".news").click(new Locator.ClickOptions().setTimeout(SEEN_WITHIN_MILLIS));
        assertThat(page.locator("[data-post='" + id + "'] h2")).hasText("A new one", within());
    }

    private void signIn(String name) {
        assertThat(window.context()
                        .request()
                        .post(
                                url + "/api/v1/sessions",
                                RequestOptions.create().setData(Map.of("userName", name, "password", PASSWORD)))
                        .status())
                .isLessThan(300);
    }

    private void accessible(String view) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target/screenshots", "light-" + view.split("/")[1] + ".png")));
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as("axe on " + view)
                .extracting((Rule rule) -> rule.getId() + ": " + rule.getNodes())
                .isEmpty();
    }

    private static String post(String json) {
        HttpResponse<String> made = client.post("/api/v1/posts", "application/json", json, painter);
        assertThat(made.statusCode()).as("%s", made.body()).isEqualTo(201);
        return JSON.readTree(made.body()).path("id").asString();
    }

    /** Returns the header that says who asks. */
    private static String[] register(String name) {
        HttpResponse<String> made = client.post(
                "/api/v1/accounts",
                "application/json",
                JSON.writeValueAsString(
                        Map.of("userName", name, "email", name + "@example.com", "password", PASSWORD)));
        assertThat(made.statusCode()).as("%s", made.body()).isEqualTo(201);
        return new String[] {
            "Authorization",
            "Bearer " + JSON.readTree(made.body()).path("apiKey").asString()
        };
    }

    private static byte[] picture() {
        BufferedImage image = new BufferedImage(800, 600, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(11, 122, 117));
        graphics.fillRect(0, 300, 800, 300);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static LocatorAssertions.HasTextOptions within() {
        return new LocatorAssertions.HasTextOptions().setTimeout(SEEN_WITHIN_MILLIS);
    }

    private static LocatorAssertions.IsVisibleOptions shown() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(SEEN_WITHIN_MILLIS);
    }
}
