/** How a post gets from its author to the feeds of those who follow. */
@NullMarked
package io.millrace.contracts.feed;

import org.jspecify.annotations.NullMarked;
