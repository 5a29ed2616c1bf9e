/** Pastes and their revisions. */
@NullMarked
package io.millrace.storage.pastes;

import org.jspecify.annotations.NullMarked;
