/** Feeds: what those whom somebody follows have posted. */
@NullMarked
package io.millrace.gateway.feed;

import org.jspecify.annotations.NullMarked;
