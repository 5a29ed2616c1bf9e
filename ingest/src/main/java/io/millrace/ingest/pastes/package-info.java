/** The view of pastes. */
@NullMarked
package io.millrace.ingest.pastes;

import org.jspecify.annotations.NullMarked;
