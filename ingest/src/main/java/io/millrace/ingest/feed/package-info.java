/** The feeds that posts are delivered to. */
@NullMarked
package io.millrace.ingest.feed;

import org.jspecify.annotations.NullMarked;
