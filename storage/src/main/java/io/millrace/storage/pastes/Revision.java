package io.millrace.storage.pastes;

import io.millrace.contracts.pastes.PasteText;
import java.time.Instant;

/**
 * One text that a paste has had.
 *
 * @param number from 1
 * @param madeAt when it was accepted
 */
public record Revision(int number, Instant madeAt, PasteText text) {
    /** The most that a paste may have: they share a partition. */
    public static final int MAX = 1_000;
}
