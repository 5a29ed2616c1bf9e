/** The view of what accounts used. */
@NullMarked
package io.millrace.ingest.usage;

import org.jspecify.annotations.NullMarked;
