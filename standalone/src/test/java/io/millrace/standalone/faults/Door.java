package io.millrace.standalone.faults;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The way to a gateway that is killed now and then: as behind a load balancer, requests wait while it is not ready. */
final class Door {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TYPE = "application/json";

    private final Gateway gateway;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private final AtomicInteger unanswered = new AtomicInteger();
    private boolean open = true;

    Door(Gateway gateway) {
        this.gateway = gateway;
    }

    /** {@code kill -9} with requests under way, which get no answer; gives way again when the gateway is ready. */
    void killAndRestart() {
        set(false);
        gateway.kill();
        gateway.restart();
        gateway.awaitReady();
        set(true);
    }

    private void set(boolean isOpen) {
        lock.lock();
        try {
            open = isOpen;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many requests got no answer, or that something was away. */
    int unanswered() {
        return unanswered.get();
    }

    /** Sends a request as soon as it may be sent; empty if it got no answer, or that something was away. */
    Optional<HttpResponse<String>> send(String method, String path, String apiKey, String body) {
        return send(method, path, apiKey, body, UUID.randomUUID().toString());
    }

    /** @param idempotencyKey names the request when it is sent again */
    Optional<HttpResponse<String>> send(String method, String path, String apiKey, String body, String idempotencyKey) {
        lock.lock();
        try {
            while (!open) {
                opened.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        try {
            HttpResponse<String> answer = gateway.client()
                    .send(
                            method,
                            path,
                            TYPE,
                            body,
                            "Authorization",
                            "Bearer " + apiKey,
                            "Idempotency-Key",
                            idempotencyKey);
            if (answer.statusCode() < 500) {
                return Optional.of(answer);
            }
        } catch (UncheckedIOException e) {
            // Cut off; what came of it is for the caller to find out.
        }
        unanswered.incrementAndGet();
        return Optional.empty();
    }

    /** What is at a path, asked for until there is an answer. */
    HttpResponse<String> get(String path, String apiKey) {
        while (true) {
            Optional<HttpResponse<String>> answer = send("GET", path, apiKey, "");
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    /** The JSON at a path; anything but 200 is an error. */
    JsonNode json(String path, String apiKey) {
        HttpResponse<String> answer = get(path, apiKey);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    static JsonNode read(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
