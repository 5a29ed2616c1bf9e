/** Pastes and what happens to them. */
@NullMarked
package io.millrace.contracts.pastes;

import org.jspecify.annotations.NullMarked;
