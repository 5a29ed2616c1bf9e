/** The view of links. */
@NullMarked
package io.millrace.ingest.links;

import org.jspecify.annotations.NullMarked;
