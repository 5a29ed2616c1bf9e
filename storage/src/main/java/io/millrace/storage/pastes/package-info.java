/** Pastes, their revisions and the right to delete them without an account. */
@NullMarked
package io.millrace.storage.pastes;

import org.jspecify.annotations.NullMarked;
