package io.millrace.analytics.agents;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells programs (crawlers, monitors, previews, libraries) from the browsers of people. */
final class Programs {
    /** What a browser's header never holds, in lower case. */
    private static final List<String> MARKS = List.of(
            "bot",
            "crawl",
            "spider",
            "slurp",
            "http:",
            "https:",
            "www.",
            "@",
            "scrap",
            "fetch",
            "preview",
            "monitor",
            "check",
            "headless",
            "phantomjs",
            "lighthouse",
            "pagespeed",
            "python",
            "curl",
            "wget",
            "libwww",
            "okhttp",
            "axios",
            "java/",
            "scan",
            "validator",
            "feed",
            "archiv",
            "search",
            "survey",
            "index",
            "uptime",
            "probe",
            "pingdom",
            "embed",
            "facebookexternalhit",
            "facebookcatalog",
            "mediapartners",
            "adsbot",
            "google-",
            "appengine",
            "dataprovider",
            "favicon",
            "transcod",
            "proxy",
            "resolver",
            "extractor",
            "analyz",
            "audit",
            "seo",
            "selenium",
            "puppeteer",
            "playwright",
            "cypress",
            "hubspot",
            "whatsapp",
            "snippet",
            "parser",
            "grab",
            "download",
            "nutch",
            "heritrix",
            "ia_archiver",
            "wappalyzer",
            "builtwith",
            "netcraft",
            "virustotal",
            "riddler",
            "coccoc/");

    /** Names of devices and browsers that hold one of the marks by chance. */
    private static final List<String> NOT_MARKS =
            List.of("cubot", "ddg/", "yasearchbrowser", "ecosia android@", "ecosia ios@");

    /** What the headers of browsers begin with. */
    private static final List<String> BROWSERS_BEGIN = List.of(
            "Mozilla/",
            "Opera/",
            "UCWEB",
            "SAMSUNG-",
            "Nokia",
            "BlackBerry",
            "SonyEricsson",
            "LG-",
            "MOT-",
            "DoCoMo/",
            "KDDI-",
            "J-PHONE/",
            "Vodafone/",
            "Instagram ");

    private static final List<String> ENGINES = List.of(
            "AppleWebKit", "Gecko", "KHTML", "MSIE", "Trident", "Presto", "Opera", "Goanna", "NetFront", "UCWEB");

    private static final String COMPATIBLE = "compatible; ";
    private static final int MAX_NAME = 40;

    private Programs() {}

    /** What the program calls itself; null if a browser sent the header. */
    static @Nullable String name(String header) {
        String lower = header.toLowerCase(Locale.ROOT);
        String mark = mark(lower);
        if (mark != null) {
            return named(header, lower, mark);
        }
        boolean browser = beginsLikeABrowser(header) && hasEngine(header) && !isSomeCompatible(header);
        return browser ? null : named(header, lower, null);
    }

    private static @Nullable String mark(String lower) {
        String found = null;
        for (String mark : MARKS) {
            if (lower.contains(mark)) {
                found = mark;
                break;
            }
        }
        if (found == null) {
            return null;
        }
        return isByChance(lower, found) ? null : found;
    }

    private static boolean isByChance(String lower, String mark) {
        for (String exception : NOT_MARKS) {
            int at = lower.indexOf(exception);
            if (at >= 0 && exception.contains(mark)) {
                String rest = lower.substring(0, at) + lower.substring(at + exception.length());
                return mark(rest) == null;
            }
        }
        return false;
    }

    private static boolean beginsLikeABrowser(String header) {
        for (String begin : BROWSERS_BEGIN) {
            if (header.startsWith(begin)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasEngine(String header) {
        if (!header.startsWith("Mozilla/")) {
            return true;
        }
        for (String engine : ENGINES) {
            if (header.contains(engine)) {
                return true;
            }
        }
        return false;
    }

    /** {@code (compatible; X)}: old browsers and all kinds of programs introduce themselves so. */
    private static boolean isSomeCompatible(String header) {
        int at = header.indexOf(COMPATIBLE);
        if (at < 0) {
            return false;
        }
        int name = at + COMPATIBLE.length();
        return !header.startsWith("MSIE", name)
                && !header.startsWith("Konqueror", name)
                && !header.startsWith("Yandex", name);
    }

    private static String named(String header, String lower, @Nullable String mark) {
        int compatible = header.indexOf(COMPATIBLE);
        if (compatible >= 0 && !header.startsWith("MSIE", compatible + COMPATIBLE.length())) {
            return wordAt(header, compatible + COMPATIBLE.length());
        }
        if (header.startsWith("Mozilla/") && mark != null && Character.isLetter(mark.charAt(0)) && mark.length() > 2) {
            int at = lower.indexOf(mark);
            while (at > 0 && isNamePart(header.charAt(at - 1))) {
                at--;
            }
            return wordAt(header, at);
        }
        if (header.startsWith("Mozilla/")) {
            int comment = header.indexOf('(');
            return comment < 0 || header.contains("AppleWebKit") ? "other bot" : wordAt(header, comment + 1);
        }
        return wordAt(header, 0);
    }

    /** The name that begins there: letters, digits and what else names hold. */
    private static String wordAt(String header, int from) {
        int start = from;
        while (start < header.length() && !Character.isLetterOrDigit(header.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < header.length() && end - start < MAX_NAME && isNamePart(header.charAt(end))) {
            end++;
        }
        return end == start ? "other bot" : header.substring(start, end);
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == '!';
    }
}
