/** What accounts use, counted in the log. */
@NullMarked
package io.millrace.contracts.usage;

import org.jspecify.annotations.NullMarked;
