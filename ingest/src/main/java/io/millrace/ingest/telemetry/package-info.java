/** The view of counts. */
@NullMarked
package io.millrace.ingest.telemetry;

import org.jspecify.annotations.NullMarked;
