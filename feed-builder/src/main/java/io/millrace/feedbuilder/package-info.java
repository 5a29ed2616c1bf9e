/** Decides who receives a post, and counts who follows and likes. */
@NullMarked
package io.millrace.feedbuilder;

import org.jspecify.annotations.NullMarked;
