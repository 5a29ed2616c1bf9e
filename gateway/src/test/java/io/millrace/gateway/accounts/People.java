package io.millrace.gateway.accounts;

import static io.millrace.gateway.links.Gateways.FIRST;

import io.millrace.gateway.links.Gateways.Call;
import io.millrace.gateway.links.Gateways.Gateway;
import java.time.Duration;

/** Those who have accounts. */
final class People {
    static final String PASSWORD = "correct horse battery";

    /** Within so long every gateway knows what another one decided: two seconds, and a busy machine. */
    static final Duration SECONDS = Duration.ofSeconds(5);

    private People() {}

    static Call register(Gateway gateway, String name) {
        return gateway.call("POST", "/api/v1/accounts")
                .json("{'userName':'" + name + "','email':'somebody@example.com','password':'" + PASSWORD + "'}");
    }

    /** Registers somebody and gives the first key. */
    static String registered(String name) {
        return register(FIRST, name).send().json().get("apiKey").stringValue();
    }

    /** Asks for one's own links, for which it takes to be somebody. */
    static Call links(Gateway gateway, String key) {
        return withKey(gateway, key, "GET", "/api/v1/links");
    }

    static Call withKey(Gateway gateway, String key, String method, String path) {
        return gateway.call(method, path).header("Authorization", "Bearer " + key);
    }
}
