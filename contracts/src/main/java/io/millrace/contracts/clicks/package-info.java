/** Visits of short addresses, as the gateway saw them. */
@NullMarked
package io.millrace.contracts.clicks;

import org.jspecify.annotations.NullMarked;
