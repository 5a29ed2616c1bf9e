package io.millrace.analytics.agents;

import static io.millrace.analytics.agents.Rule.rule;

import io.millrace.contracts.telemetry.Dimension;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table by which headers are read. Its order matters: browsers name those that they are built on and those that they want
 * to be taken for, so the more special comes first. Costs time linear in the header, whatever it holds: there is no regular
 * expression in it. A published parser checks it in a test, see {@code docs/adr/0042-user-agents.md}.
 */
final class AgentTable {
    private static final String CONSOLE = "console";
    private static final String TV = "tv";
    private static final String TABLET = "tablet";
    private static final String DESKTOP = "desktop";
    private static final String MOBILE = "mobile";

    private static final List<Rule> BROWSERS = List.of(
            rule("Edge", "Edg/", "EdgA/", "EdgiOS/", "Edge/"),
            rule("Opera Mini", "Opera Mini"),
            rule("Opera", "OPR/", "OPT/", "OPiOS/", "OPX/", "Opera"),
            rule("Samsung Internet", "SamsungBrowser/"),
            rule("Yandex", "YaBrowser/", "YaSearchBrowser/"),
            rule("Vivaldi", "Vivaldi/"),
            rule("UC Browser", "UCBrowser/", "UCWEB"),
            rule("Whale", "Whale/"),
            rule("DuckDuckGo", "Ddg/", "DuckDuckGo/"),
            rule("Ecosia", "Ecosia"),
            rule("Brave", "Brave/"),
            rule("Mi Browser", "MiuiBrowser/"),
            rule("Huawei Browser", "HuaweiBrowser/"),
            rule("Vivo Browser", "VivoBrowser/"),
            rule("Silk", "Silk/"),
            rule("WeChat", "MicroMessenger/"),
            rule("QQ Browser", "QQBrowser/"),
            rule("Baidu", "baiduboxapp/", "BIDUBrowser"),
            rule("Meta Quest", "OculusBrowser/"),
            rule("Coc Coc", "coc_coc_browser/"),
            rule("Puffin", "Puffin/"),
            rule("Instagram", "Instagram"),
            rule("Facebook", "FBAN/", "FBAV/", "FB_IAB"),
            rule("TikTok", "BytedanceWebview", "musical_ly", "TikTok"),
            rule("Snapchat", "Snapchat"),
            rule("Pinterest", "Pinterest"),
            rule("LinkedIn", "LinkedInApp"),
            rule("X", "Twitter for", "TwitterAndroid"),
            rule("Line", " Line/"),
            rule("KakaoTalk", "KAKAOTALK"),
            rule("Google app", "GSA/"),
            rule("SeaMonkey", "SeaMonkey/", "Seamonkey/"),
            rule("Pale Moon", "PaleMoon/"),
            rule("Waterfox", "Waterfox/"),
            rule("Firefox", "FxiOS/", "Focus/", "Klar/", "Firefox/"),
            rule("Epiphany", "Epiphany/"),
            rule("Konqueror", "Konqueror"),
            rule("Nintendo", "NintendoBrowser/"),
            rule("LG Browser", "Web0S", "NetCast"),
            rule("Android WebView", "; wv)"),
            rule("Chrome", "CriOS/"),
            rule("Chromium", "Chromium/"),
            rule("Chrome", "Chrome/"),
            rule("Internet Explorer", "MSIE ", "Trident/"));

    private static final List<Rule> PLATFORMS = List.of(
            rule("Windows Phone", "Windows Phone", "IEMobile"),
            rule("Xbox", "Xbox"),
            rule("PlayStation", "PlayStation", "PLAYSTATION"),
            rule("Nintendo", "Nintendo"),
            rule("KaiOS", "KAIOS/"),
            rule("Tizen", "Tizen"),
            rule("webOS", "Web0S", "webOS", "hpwOS"),
            rule("Roku", "Roku"),
            rule("iOS", "iPhone", "iPad", "iPod"),
            rule("ChromeOS", "CrOS "),
            rule("Fire OS", "; AFT", "; KFT", "; KFM", "; KFS", "; KFO", "; KFD", "; KFA", "; KFK", "Kindle"),
            rule("HarmonyOS", "HarmonyOS", "OpenHarmony"),
            rule("Android", "Android"),
            rule("Windows", "Windows", "Win64", "Win98"),
            rule("macOS", "Mac OS X", "Macintosh", "Mac_PowerPC"),
            rule("BlackBerry", "BlackBerry", "BB10", "PlayBook"),
            rule("Linux", "Linux", "X11; U; Linux", "Ubuntu"),
            rule("BSD", "FreeBSD", "OpenBSD", "NetBSD"),
            rule("Solaris", "SunOS"));

    private static final List<Rule> SPECIAL_DEVICES = List.of(
            rule(CONSOLE, "PlayStation", "PLAYSTATION", "Xbox", "Nintendo"),
            rule(
                    TV,
                    "SmartTV",
                    "SMART-TV",
                    "Smart TV",
                    "SmartHub",
                    "HbbTV",
                    "GoogleTV",
                    "AppleTV",
                    "Apple TV",
                    "BRAVIA",
                    "Roku",
                    "CrKey",
                    "; AFT",
                    "NetCast",
                    "Web0S",
                    "Android TV",
                    " TV ",
                    "AndroidTV"),
            rule(TABLET, "iPad", "Tablet", "PlayBook", "Kindle", "; KFT", "; KFM", "; KFS", "; KFO", "; KFD", "; KFA"),
            rule(DESKTOP, "CrOS "));

    private AgentTable() {}

    /** Reads a header. */
    static Agent read(String header) {
        String program = Programs.name(header);
        if (program != null) {
            return Agent.program(program);
        }
        String platform = Rule.first(PLATFORMS, header);
        return new Agent(browser(header, platform), orUnknown(platform), device(header, platform), false);
    }

    private static String browser(String header, @Nullable String platform) {
        String named = Rule.first(BROWSERS, header);
        if (named != null) {
            return named;
        }
        if ("Android".equals(platform)) {
            return "Android Browser";
        }
        if (header.contains("Safari/")) {
            return "Safari";
        }
        // Apps show pages without the word Safari in their headers.
        return "iOS".equals(platform) ? "iOS WebView" : Dimension.UNKNOWN;
    }

    private static String device(String header, @Nullable String platform) {
        String special = Rule.first(SPECIAL_DEVICES, header);
        if (special != null) {
            return special;
        }
        if (header.contains("Mobile")
                || header.contains("MIDP")
                || header.contains("iPhone")
                || header.contains("iPod")) {
            return MOBILE;
        }
        if (platform == null) {
            return Dimension.UNKNOWN;
        }
        return switch (platform) {
            // An Android phone says Mobile; what does not is a tablet.
            case "Android", "HarmonyOS", "Fire OS" -> TABLET;
            case "Tizen", "webOS" -> TV;
            case "Windows Phone", "KaiOS", "BlackBerry" -> MOBILE;
            default -> DESKTOP;
        };
    }

    private static String orUnknown(@Nullable String name) {
        return name == null ? Dimension.UNKNOWN : name;
    }
}
