/** Pastes: taking texts in, giving them out, and what may be done with them in between. */
@NullMarked
package io.millrace.gateway.pastes;

import org.jspecify.annotations.NullMarked;
