/** From clicks to rollups: told apart from their repeats, described, counted. */
@NullMarked
package io.millrace.analytics.clicks;

import org.jspecify.annotations.NullMarked;
