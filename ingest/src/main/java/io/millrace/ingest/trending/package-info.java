/** The view of which tags are on most posts. */
@NullMarked
package io.millrace.ingest.trending;

import org.jspecify.annotations.NullMarked;
