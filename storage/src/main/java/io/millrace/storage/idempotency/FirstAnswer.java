package io.millrace.storage.idempotency;

import java.util.Map;

/**
 * What was answered to the first request with an {@code Idempotency-Key}.
 *
 * @param status the HTTP status
 * @param fingerprint the SHA-256 of what was asked
 * @param headers those of the answer that are part of it
 * @param body the answer's body; empty if there was none
 */
public record FirstAnswer(int status, byte[] fingerprint, Map<String, String> headers, byte[] body) {}
