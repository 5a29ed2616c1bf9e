package io.millrace.analytics.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import nl.basjes.parse.useragent.UserAgent;
import nl.basjes.parse.useragent.UserAgentAnalyzer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How far the table agrees with a published parser (yauaa) over real headers. */
class AgentOracleTest {
    /** What yauaa calls what the table calls otherwise. */
    private static final Map<String, String> BROWSERS = Map.ofEntries(
            Map.entry("SamsungBrowser", "Samsung Internet"),
            Map.entry("Yandex Browser", "Yandex"),
            Map.entry("Opera Touch", "Opera"),
            Map.entry("Opera Mobile", "Opera"),
            Map.entry("Stock Android Browser", "Android Browser"),
            Map.entry("LinkedInApp", "LinkedIn"),
            Map.entry("Twitter for iPhone", "X"),
            Map.entry("PaleMoon", "Pale Moon"),
            Map.entry("OculusBrowser", "Meta Quest"),
            Map.entry("NintendoBrowser", "Nintendo"));

    /** Where yauaa sees a web view, the table says whose. */
    private static final Set<String> IN_WEB_VIEWS = Set.of(
            "Google app",
            "Facebook",
            "Pinterest",
            "TikTok",
            "Instagram",
            "DuckDuckGo",
            "UC Browser",
            "iOS WebView",
            "Android WebView");

    private static final Map<String, String> PLATFORMS = Map.of(
            "Windows NT", "Windows",
            "Mac OS", "macOS",
            "Chrome OS", "ChromeOS",
            "Ubuntu", "Linux",
            "FreeBSD", "BSD",
            "FireOS", "Fire OS",
            "WebOS", "webOS",
            "PS5 OS", "PlayStation",
            "Orbis OS", "PlayStation",
            "Unknown", "unknown");

    private static final Map<String, String> DEVICES = Map.of(
            "Phone", "mobile",
            "Mobile", "mobile",
            "Tablet", "tablet",
            "Desktop", "desktop",
            "TV", "tv",
            "Set-top box", "tv",
            "Game Console", "console");

    private static UserAgentAnalyzer oracle;

    @BeforeAll
    static void build() {
        oracle = UserAgentAnalyzer.newBuilder()
                .hideMatcherLoadStats()
                .withField(UserAgent.AGENT_NAME)
                .withField(UserAgent.AGENT_CLASS)
                .withField(UserAgent.OPERATING_SYSTEM_NAME)
                .withField(UserAgent.DEVICE_CLASS)
                .build();
    }

    @Test
    void thePlatformIsTheOracles() {
        assertThat(disagreements((header, agent) -> {
                    String theirs = value(header, UserAgent.OPERATING_SYSTEM_NAME);
                    return agent.platform().equals(PLATFORMS.getOrDefault(theirs, theirs));
                }))
                .as("platforms that differ of %s", people().size())
                .hasSizeLessThanOrEqualTo(people().size() / 100);
    }

    @Test
    void theDeviceIsTheOracles() {
        assertThat(disagreements(
                        (header, agent) -> agent.device().equals(DEVICES.get(value(header, UserAgent.DEVICE_CLASS)))))
                .as("devices that differ of %s", people().size())
                .hasSizeLessThanOrEqualTo(people().size() / 100);
    }

    @Test
    void theBrowserIsTheOraclesBesideItsName() {
        assertThat(disagreements((header, agent) -> {
                    String theirs = value(header, UserAgent.AGENT_NAME);
                    return agent.browser().equals(BROWSERS.getOrDefault(theirs, theirs))
                            || value(header, UserAgent.AGENT_CLASS).contains("Webview")
                                    && IN_WEB_VIEWS.contains(agent.browser());
                }))
                .as("browsers that differ of %s", people().size())
                .hasSizeLessThanOrEqualTo(people().size() / 100);
    }

    @Test
    void nearlyAllProgramsAreFoundAndMoreThanTheOracleFinds() {
        List<String> programs = lines("programs");
        List<String> missed = programs.stream()
                .filter(header -> !AgentTable.read(header).bot())
                .toList();
        long missedByOracle =
                programs.stream().filter(header -> !isRobotToTheOracle(header)).count();

        assertThat(missed)
                .as("programs missed of %s; the oracle missed %s", programs.size(), missedByOracle)
                .hasSizeLessThanOrEqualTo(programs.size() * 3 / 100)
                .hasSizeLessThan((int) missedByOracle);
    }

    @Test
    void nobodyIsTakenForAProgram() {
        assertThat(people().stream().filter(header -> AgentTable.read(header).bot()))
                .isEmpty();
    }

    private static boolean isRobotToTheOracle(String header) {
        String agent = value(header, UserAgent.AGENT_CLASS);
        return value(header, UserAgent.DEVICE_CLASS).startsWith("Robot")
                || agent.startsWith("Robot")
                || agent.equals("Hacker")
                || agent.equals("Special");
    }

    private static List<String> disagreements(BiPredicate<String, Agent> agree) {
        List<String> differ = new ArrayList<>();
        for (String header : people()) {
            Agent agent = AgentTable.read(header);
            if (!agree.test(header, agent)) {
                differ.add(agent + " " + oracle.parse(header).toMap() + " " + header);
            }
        }
        return differ;
    }

    private static String value(String header, String field) {
        return oracle.parse(header).getValue(field);
    }

    private static List<String> people() {
        return Stream.concat(lines("people").stream(), lines("uncommon").stream())
                .toList();
    }

    private static List<String> lines(String corpus) {
        try (var in = AgentOracleTest.class.getResourceAsStream("/agents/" + corpus + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
