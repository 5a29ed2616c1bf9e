/** The feeds, as deliveries make them. */
@NullMarked
package io.millrace.ingest.feed;

import org.jspecify.annotations.NullMarked;
