/** Counts of visits. */
@NullMarked
package io.millrace.storage.telemetry;

import org.jspecify.annotations.NullMarked;
