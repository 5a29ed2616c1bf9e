/** Which tags are on most posts. */
@NullMarked
package io.millrace.storage.trending;

import org.jspecify.annotations.NullMarked;
