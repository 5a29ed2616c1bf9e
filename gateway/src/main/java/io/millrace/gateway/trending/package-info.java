/** Which tags are on most posts now. */
@NullMarked
package io.millrace.gateway.trending;

import org.jspecify.annotations.NullMarked;
