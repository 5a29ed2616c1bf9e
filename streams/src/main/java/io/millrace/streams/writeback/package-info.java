/** Stores that work in the heap between two commits. */
@NullMarked
package io.millrace.streams.writeback;

import org.jspecify.annotations.NullMarked;
