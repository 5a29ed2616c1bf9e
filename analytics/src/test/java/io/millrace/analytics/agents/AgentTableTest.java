package io.millrace.analytics.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentTableTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox | Linux | desktop
            Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0 | Edge | Windows | desktop
            Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1 | Safari | iOS | mobile
            Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-T220) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/24.0 Chrome/117.0.0.0 Safari/537.36 | Samsung Internet | Android | tablet
            Mozilla/5.0 (Linux; Android 14; CUBOT NOTE 20) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36 | Chrome | Android | mobile
            Mozilla/5.0 (PlayStation; PlayStation 5/6.50) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Safari/605.1.15 | Safari | PlayStation | console
            """)
    void browsersOfPeople(String header, String browser, String platform, String device) {
        assertThat(AgentTable.read(header)).isEqualTo(new Agent(browser, platform, device, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | Googlebot
            Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0 Safari/537.36 | bingbot
            curl/8.5.0 | curl
            python-requests/2.32.3 | python-requests
            facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php) | facebookexternalhit
            Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36 | HeadlessChrome
            Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots) | Slackbot-LinkExpanding
            Mozilla/5.0 (Linux; Android 14; CUBOT NOTE 20) Chrome/124.0.0.0 Mobile Safari/537.36 (compatible; AhrefsBot/7.0) | AhrefsBot
            """)
    void programsAreCalledWhatTheyCallThemselves(String header, String name) {
        assertThat(AgentTable.read(header)).isEqualTo(Agent.program(name));
    }

    @Test
    void noHeaderAtAllIsUnknownAndNoProgram() {
        assertThat(new Agents(1_000).of(null)).isEqualTo(new Agents(1_000).of(""));
        assertThat(new Agents(1_000).of(null).bot()).isFalse();
    }

    @Test
    void anyTextIsReadAndInBoundedTime() {
        SplittableRandom random = new SplittableRandom(7);
        String[] pieces = {
            "(",
            ";",
            "Mozilla/5.0 ",
            "compatible; ",
            "bot",
            "\u0000",
            "é",
            "/",
            " ",
            "cubot",
            "İ",
            "🚀",
            "((((",
            "Safari/"
        };
        long begun = System.nanoTime();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder header = new StringBuilder();
            while (header.length() < 512) {
                header.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThatCode(() -> AgentTable.read(header.toString())).doesNotThrowAnyException();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aProgramsNameIsShort() {
        assertThat(AgentTable.read("x".repeat(512)).browser()).hasSizeLessThanOrEqualTo(40);
    }
}
