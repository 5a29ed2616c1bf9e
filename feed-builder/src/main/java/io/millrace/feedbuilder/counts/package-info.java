/** Counts how many like a post and follow an account, exactly, whatever is told twice or too late. */
@NullMarked
package io.millrace.feedbuilder.counts;

import org.jspecify.annotations.NullMarked;
