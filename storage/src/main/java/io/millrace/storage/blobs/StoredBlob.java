package io.millrace.storage.blobs;

import io.millrace.contracts.blobs.BlobKey;
import java.time.Instant;

/**
 * An object as a listing shows it.
 *
 * @param size in bytes
 * @param storedAt when it was stored, by the store's clock
 */
public record StoredBlob(BlobKey key, long size, Instant storedAt) {}
