package io.millrace.standalone;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * A window of the browser that keeps what must not happen in one: an error or a warning on its console, a script of somebody
 * else's (it sets {@code window.__xss} or opens a dialog), something that only the page's policy stopped, a second window, and
 * a request that leaves this host.
 */
final class WatchedWindow implements AutoCloseable {
    /** In every document before anything else: what runs afterwards gives itself away. */
    private static final String TELLTALE = """
            Object.defineProperty(window, '__xss', { set: name => console.error('Attack: ' + name) });
            addEventListener('securitypolicyviolation', event =>
              console.error('Policy: ' + event.effectiveDirective + ' stopped ' + event.blockedURI + ' ' + event.sample));
            """;

    private static final String REFUSAL = "Failed to load resource: the server responded with a status of 4";

    private final List<String> complaints = new ArrayList<>();
    private final String url;
    private final BrowserContext context;
    private final Page page;
    private boolean refusalsExpected;

    WatchedWindow(String url, BrowserContext context) {
        this.url = url;
        this.context = context;
        context.addInitScript(TELLTALE);
        context.onConsoleMessage(message -> {
            boolean bad = message.type().equals("error") || message.type().equals("warning");
            if (bad && (!refusalsExpected || !message.text().startsWith(REFUSAL))) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        context.onWebError(error -> complaints.add("Uncaught: " + error.error()));
        context.onDialog(this::refuse);
        context.onRequest(request -> {
            if (!request.url().startsWith(url + "/") && !request.url().startsWith("data:")) {
                complaints.add("Request to " + request.url());
            }
        });
        page = context.newPage();
        context.onPage(second -> complaints.add("A second window with " + second.url()));
    }

    private void refuse(Dialog dialog) {
        complaints.add("Dialog: " + dialog.message());
        dialog.dismiss();
    }

    /** From now on the services may refuse what is asked for, which the browser says on its console, sometimes late. */
    void expectRefusals() {
        refusalsExpected = true;
    }

    /** What has gone wrong till now. */
    List<String> complaints() {
        return complaints;
    }

    BrowserContext context() {
        return context;
    }

    Page page() {
        return page;
    }

    /** Goes to a path of the house. */
    void go(String path) {
        page.navigate(url + path);
    }

    @Override
    public void close() {
        context.close();
    }
}
