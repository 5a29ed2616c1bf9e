package io.millrace.gateway.ui;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTML page with its content security policy.
 *
 * <p>Modules are named through an import map, which browsers accept only inline; its hash is the one exception that the policy
 * makes. Nothing is loaded from another host.
 */
record Page(Asset html, String policy) {
    private static final String IMPORTS = "{{importmap}}";
    private static final String VERSION = "{{version}}";
    private static final String CARD = "{{card}}\n";

    /** What several pages have in common stands in a file below {@code ui/parts/}, and its name where it belongs; one may name others. */
    private static final Pattern PART = Pattern.compile("\\{\\{([a-z]+\\.html)}}\n");

    /** Completes a template of the pages. */
    static Page of(Assets assets, String template) {
        String base = "/assets/" + assets.version() + "/";
        String imports = "{\"imports\":{\"millrace/\":\"" + base + "app/\",\"millrace/world.json\":\"" + base
                + "map/world.json\",\"uplot\":\"" + base + "vendor/uplot/uPlot.esm.js\",\"highlight\":\"" + base
                + "vendor/highlight/highlight.min.js\"}}";
        String text = withParts(assets, withParts(assets, assets.get(template).text()))
                .replace(VERSION, assets.version())
                .replace(IMPORTS, imports);
        return new Page(Asset.of(template, text.getBytes(StandardCharsets.UTF_8)), policy(imports));
    }

    private static String withParts(Assets assets, String text) {
        return PART.matcher(text)
                .replaceAll(part -> Matcher.quoteReplacement(
                        assets.get("parts/" + part.group(1)).text()));
    }

    /** The same with these elements in its head. */
    Page with(String head) {
        String text = html.text().replace(CARD, head);
        return new Page(Asset.of(html.name(), text.getBytes(StandardCharsets.UTF_8)), policy);
    }

    private static String policy(String imports) {
        return "default-src 'none'; script-src 'self' 'sha256-" + sha256(imports) + "'; style-src 'self'; "
                + "img-src 'self' data:; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
