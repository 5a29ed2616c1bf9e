/** Counts of clicks by subject, dimension and time. */
@NullMarked
package io.millrace.contracts.telemetry;

import org.jspecify.annotations.NullMarked;
