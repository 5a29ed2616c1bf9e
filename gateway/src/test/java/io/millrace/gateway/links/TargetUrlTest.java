package io.millrace.gateway.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases of the WHATWG URL standard's own tests (web-platform-tests, url/resources/urltestdata.json), and some of ours. */
class TargetUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '\0',
            value = {
                "http://example.com -> http://example.com/",
                "HTTP://EXAMPLE.COM/A -> http://example.com/A",
                "https:example.com/ -> https://example.com/",
                "https:/example.com/ -> https://example.com/",
                "https:////example.com/ -> https://example.com/",
                "http:\\\\example.com\\a\\b -> http://example.com/a/b",
                "http://example.com:80/ -> http://example.com/",
                "https://example.com:443/ -> https://example.com/",
                "http://example.com:443/ -> http://example.com:443/",
                "http://example.com:/ -> http://example.com/",
                "http://example.com:0080/ -> http://example.com/",
                "http://example.com:00000000000000000000080/ -> http://example.com/",
                "http://example.com:8080 -> http://example.com:8080/",
                "http://example.com:0/ -> http://example.com:0/",
                "http://example.com:65535/ -> http://example.com:65535/",
                "http://example.com/. -> http://example.com/",
                "http://example.com/.. -> http://example.com/",
                "http://example.com/a/./b/../c -> http://example.com/a/c",
                "http://example.com/a/.. -> http://example.com/",
                "http://example.com/a/b/.. -> http://example.com/a/",
                "http://example.com/a/%2e%2E/b -> http://example.com/b",
                "http://example.com/%2e/a -> http://example.com/a",
                "http://example.com/.%2e/../a -> http://example.com/a",
                "http://example.com/... -> http://example.com/...",
                "http://example.com/a//b -> http://example.com/a//b",
                "http://example.com/a//../b -> http://example.com/a/b",
                "http://example.com/a b?c d#e f -> http://example.com/a%20b?c%20d#e%20f",
                "http://example.com/\"<>`{} -> http://example.com/%22%3C%3E%60%7B%7D",
                "http://example.com/^|[] -> http://example.com/%5E|[]",
                "http://example.com/?'\"<> -> http://example.com/?%27%22%3C%3E",
                "http://example.com/?`{}| -> http://example.com/?`{}|",
                "http://example.com/#`'\"<> -> http://example.com/#%60'%22%3C%3E",
                "http://example.com/%zz%4 -> http://example.com/%zz%4",
                "http://example.com/%e9 -> http://example.com/%e9",
                "http://example.com/\u00e9\u4f60 -> http://example.com/%C3%A9%E4%BD%A0",
                "http://example.com/?q=\ud83d\ude00 -> http://example.com/?q=%F0%9F%98%80",
                "http://example.com? -> http://example.com/?",
                "http://example.com# -> http://example.com/#",
                "http://example.com?a?b#c#d -> http://example.com/?a?b#c#d",
                "http://example.com#? -> http://example.com/#?",
                "http://example.com#a\u2028b -> http://example.com/#a%E2%80%A8b",
                "http://B\u00fccher.example/ -> http://xn--bcher-kva.example/",
                "http://xn--bcher-kva.example/ -> http://xn--bcher-kva.example/",
                "http://\u4f60\u597d\u4f60\u597d/ -> http://xn--6qqa088eba/",
                "http://\uff27\uff4f.com/ -> http://go.com/",
                "http://www.foo\u3002bar.com/ -> http://www.foo.bar.com/",
                "http://ex%41mple.com/ -> http://example.com/",
                "http://example.com./ -> http://example.com./",
                "http://1.2.3.4/ -> http://1.2.3.4/",
                "http://1.2.3.4./ -> http://1.2.3.4/",
                "http://192.168.257/ -> http://192.168.1.1/",
                "http://256/ -> http://0.0.1.0/",
                "http://0x7f.1/ -> http://127.0.0.1/",
                "http://0x/ -> http://0.0.0.0/",
                "http://00000000000000.0x.0/ -> http://0.0.0.0/",
                "http://0300.0250.01/ -> http://192.168.0.1/",
                "http://4294967295/ -> http://255.255.255.255/",
                "http://0xffffffff/ -> http://255.255.255.255/",
                "http://\uff10\uff38c0.0/ -> http://192.0.0.0/",
                "http://1e2/ -> http://1e2/",
                "http://1.2.3.08x/ -> http://1.2.3.08x/",
                "http://[::1]/ -> http://[::1]/",
                "http://[0:0:0:0:0:0:0:1]:81/ -> http://[::1]:81/",
                "http://[1:0:0:2::]/ -> http://[1:0:0:2::]/",
                "http://[2001:DB8:0:0:1:0:0:1]/ -> http://[2001:db8::1:0:0:1]/",
                "http://[::127.0.0.1]/ -> http://[::7f00:1]/",
                "http://[::ffff:127.0.0.1]/ -> http://[::ffff:7f00:1]/",
            })
    void equivalentSpellingsAreOne(String input, String expected) {
        TargetUrl url = TargetUrl.parse(input);
        assertThat(url).hasToString(expected);
        assertThat(TargetUrl.parse(expected)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com:65536",
                "http://example.com:-80/",
                "http://example.com:8a/",
                "http://a b/",
                "http://a<b/",
                "http://a>b",
                "http://a^b",
                "http://a%b/",
                "http://%zz/",
                "http://%ff/",
                "http://a|b/",
                "http://[:::1]/",
                "http://[1:2:3:4:5:6:7:8:9]/",
                "http://[::1%25eth0]/",
                "http://[www.google.com]/",
                "http://::1/",
                "http://1.2.3.4.5/",
                "http://foo.09/",
                "http://foo.0x4/",
                "http://1.2.3.256/",
                "http://4294967296/",
                "http://0999999999999999999/",
                "http://xn--/",
                "http://a.b.c.xn--pokxncvks/",
                "https://@example.com/",
                "https://u:p@example.com/"
            })
    void whatIsNoUrlIsRefusedWithASentence(String input) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetUrl.parse(input))
                .satisfies(error -> assertThat(error.getMessage()).matches("[A-Z].{10,}"));
    }

    /** Texts put together from pieces that matter to the parser; whatever it accepts is its own normal form and a URI's syntax in parts. */
    @Test
    void theOneSpellingOfATargetIsItsOwnOneSpelling() {
        String[] pieces = {
            "http",
            "https",
            ":",
            "/",
            "//",
            "\\",
            "?",
            "#",
            ".",
            "..",
            "%2e",
            "%2E",
            "%",
            "%41",
            "%zz",
            "@",
            "[",
            "]",
            "[::1]",
            "a",
            "B",
            "example.com",
            "xn--",
            "0x7f",
            "1",
            "255",
            "08",
            ":80",
            ":443",
            " ",
            "\u00e9",
            "\uff0e",
            "\u3002",
            "\u00df",
            "\u00ad",
            "\ud83d\ude00",
            "\t",
            "|",
            "^",
            "`",
            "{",
            "\"",
            "'",
            "<"
        };
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        int accepted = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(4) > 0 ? "http://" : "");
            text.append(random.nextInt(3) > 0 ? "example.com" : "");
            for (int j = random.nextInt(8); j > 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String normal;
            try {
                normal = TargetUrl.parse(text.toString()).toString();
            } catch (IllegalArgumentException e) {
                continue;
            }
            accepted++;
            assertThat(normal)
                    .as("seed %d, input %s", seed, text)
                    .matches("https?://[\\x21-\\x7e]+")
                    .isEqualTo(TargetUrl.parse(normal).toString());
        }
        assertThat(accepted).isGreaterThan(5_000);
    }

    @Test
    void oneServerIsKnownUnderAllItsNames() {
        assertServer("http://localhost:8080", "http://127.0.0.1:8080/x", true);
        assertServer("http://localhost:8080", "http://[::1]:8080/", true);
        assertServer("http://localhost:8080", "http://0x7f.1:8080/", true);
        assertServer("http://localhost:8080", "http://a.localhost:8080/", true);
        assertServer("http://localhost:8080", "http://localhost:8081/", false);
        assertServer("https://mill.example", "http://mill.example/", true);
        assertServer("https://mill.example", "https://www.mill.example/", false);
        assertServer("https://mill.example", "https://mill.example:8443/", false);
        assertServer("https://mill.example", "https://mill.example./", true);
        assertServer("http://localhost:8080", "http://[::ffff:127.0.0.1]:8080/", true);
        assertServer("http://localhost:8080", "http://0.0.0.0:8080/", true);
        assertServer("http://localhost:8080", "http://[::]:8080/", true);
        assertServer("http://localhost:8080", "http://127.example:8080/", false);
    }

    private static void assertServer(String own, String target, boolean same) {
        LinkRules rules = new LinkRules(URI.create(own));
        boolean refused = false;
        try {
            rules.target(target);
        } catch (io.millrace.gateway.web.Problem problem) {
            refused = true;
        }
        assertThat(refused).as(own + " " + target).isEqualTo(same);
    }
}
