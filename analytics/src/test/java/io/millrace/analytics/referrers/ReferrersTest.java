package io.millrace.analytics.referrers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferrersTest {
    private final Referrers referrers = new Referrers(10_000);

    @ParameterizedTest
    @CsvSource({
        "https://www.google.co.uk/search, google.co.uk, search",
        "https://www.google.com/, google.com, search",
        "https://mail.google.com/mail/u/0/, google.com, email",
        "https://docs.google.com/, google.com, search",
        "https://duckduckgo.com, duckduckgo.com, search",
        "https://t.co/abc, t.co, social",
        "https://www.reddit.com/r/java/, reddit.com, social",
        "https://news.ycombinator.com/item, ycombinator.com, social",
        "https://chatgpt.com/, chatgpt.com, ai",
        "https://www.perplexity.ai/search/x, perplexity.ai, ai",
        "https://claude.ai/chat, claude.ai, ai",
        "https://gemini.google.com/app, google.com, ai",
        "https://BLOG.Example.CO.UK:8443/a/b, example.co.uk, other",
        "https://ada.github.io/notes, ada.github.io, other",
        "https://user:secret@example.com/, example.com, other",
        "http://intranet/wiki, intranet, other",
        "http://xn--bcher-kva.example/, xn--bcher-kva.example, other",
        "android-app://com.google.android.gm/, com.google.android.gm, email",
    })
    void aReferrerIsASiteAndItsKind(String header, String domain, String source) {
        assertThat(referrers.of(header)).isEqualTo(new Referrer(domain, source));
    }

    @Test
    void noReferrerIsADirectVisit() {
        assertThat(referrers.of(null)).isEqualTo(new Referrer("unknown", "direct"));
        assertThat(referrers.of("")).isEqualTo(new Referrer("unknown", "direct"));
    }

    @ParameterizedTest
    @CsvSource({"about:blank", "https://", "https://?", "https://[::1", "http://192.0.2.1/", "https://a..b/", "://", "x"
    })
    void aReferrerWithoutASiteIsOfAnUnknownSite(String header) {
        assertThat(referrers.of(header)).isEqualTo(new Referrer("unknown", "other"));
    }

    @Test
    void anyTextIsRead() {
        SplittableRandom random = new SplittableRandom(11);
        String[] pieces = {
            "https://", ".", "/", ":", "@", "[", "]", "com", "ß", "\u0000", " ", "xn--", "%", "🚀", "a", "-"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder header = new StringBuilder(i % 2 == 0 ? "https://" : "");
            int length = random.nextInt(512);
            while (header.length() < length) {
                header.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThatCode(() -> referrers.of(header.toString())).doesNotThrowAnyException();
        }
    }
}
