/** What accounts use, counted from the log. */
@NullMarked
package io.millrace.analytics.quotas;

import org.jspecify.annotations.NullMarked;
