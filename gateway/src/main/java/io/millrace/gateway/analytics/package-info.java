/** Telemetry read back: reports over a range of time, and live ones. */
@NullMarked
package io.millrace.gateway.analytics;

import org.jspecify.annotations.NullMarked;
