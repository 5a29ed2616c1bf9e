/** What is on many posts. */
@NullMarked
package io.millrace.contracts.trending;

import org.jspecify.annotations.NullMarked;
