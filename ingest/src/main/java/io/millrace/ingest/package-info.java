/** From events to views: one projection for each. */
@NullMarked
package io.millrace.ingest;

import org.jspecify.annotations.NullMarked;
