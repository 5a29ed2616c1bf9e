/** Which tags are on most posts, by the hour, counted from the log. */
@NullMarked
package io.millrace.analytics.trending;

import org.jspecify.annotations.NullMarked;
